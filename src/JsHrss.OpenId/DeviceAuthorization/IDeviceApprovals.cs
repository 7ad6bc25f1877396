using System.Collections.Immutable;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.DeviceAuthorization;

/// <summary>
/// Approves devices for whoever has shown a person what it is about (RFC 8628 §3.3): an app, for instance. The pages of a browser come the same way through
/// <see cref="Interaction.IInteractions"/>.
/// </summary>
public interface IDeviceApprovals
{
    /// <summary>What the device with this user code asks for. Null: no device waits with it. The caller counts entries (<see cref="IUserCodeAttempts"/>).</summary>
    ValueTask<AuthorizationRequest?> FindAsync(UserCode code, CancellationToken ct);

    /// <summary>The person approves. Every check of an authorization is made now; a grant is opened exactly as an authorization would open it.</summary>
    /// <param name="request">From <see cref="FindAsync"/>, shown to the person.</param>
    /// <param name="session">Who approves.</param>
    /// <param name="answers">What else was asked and answered, such as <c>context</c>; given during this session.</param>
    /// <param name="evidence">What shows that the person approved, such as a signature; kept, sealed, in the audit fact of the grant. Null: nothing more.</param>
    /// <param name="ct">Cancels the write.</param>
    ValueTask<DeviceDecision> ApproveAsync(
        AuthorizationRequest request, SignedIn session, ImmutableDictionary<string, PromptAnswer> answers, ImmutableDictionary<string, string>? evidence, CancellationToken ct);

    /// <summary>The person refuses.</summary>
    /// <param name="request">From <see cref="FindAsync"/>.</param>
    /// <param name="subject">Who refuses; null: nobody known.</param>
    /// <param name="ct">Cancels the write.</param>
    ValueTask<DeviceDecision> DenyAsync(AuthorizationRequest request, SubjectId? subject, CancellationToken ct);
}

/// <summary>What became of a device. A closed union.</summary>
public abstract record DeviceDecision
{
    private DeviceDecision()
    {
    }

    /// <summary>Its code may be exchanged from now on.</summary>
    /// <param name="Grant">What was given.</param>
    public sealed record Approved(GrantId Grant) : DeviceDecision;

    /// <summary>Its next poll is told <c>access_denied</c>.</summary>
    public sealed record Denied : DeviceDecision;

    /// <summary>Nothing was decided: this must be asked first, or cannot be had.</summary>
    /// <param name="Need">The first thing missing.</param>
    public sealed record Missing(InteractionNeed Need) : DeviceDecision;

    /// <summary>Nothing was decided: somebody was first, or it was too late.</summary>
    /// <param name="Expired">It was too late.</param>
    public sealed record OverBefore(bool Expired) : DeviceDecision;

    /// <summary>Nothing was decided: the session ended meanwhile.</summary>
    public sealed record SessionEnded : DeviceDecision;
}
