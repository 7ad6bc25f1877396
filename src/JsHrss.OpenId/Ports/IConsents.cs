using System.Collections.Immutable;
using System.Text.Json;

namespace JsHrss.OpenId.Ports;

/// <summary>What people have allowed third-party clients.</summary>
public interface IConsents
{
    /// <summary>The live consent, or null.</summary>
    ValueTask<Consent?> FindAsync(SubjectId subject, ClientId client, ContextId context, CancellationToken ct);
}

/// <summary>A person's consent to one client in one context.</summary>
/// <param name="Subject">Who consented.</param>
/// <param name="Client">To whom.</param>
/// <param name="Context">In which context.</param>
/// <param name="Scopes">Scopes allowed.</param>
/// <param name="Claims">Single claims allowed beyond the scopes (Core §5.5).</param>
/// <param name="At">When, UTC.</param>
/// <param name="Until">It lapses here, UTC.</param>
public sealed record Consent(SubjectId Subject, ClientId Client, ContextId Context, ImmutableArray<string> Scopes, ImmutableArray<string> Claims, DateTimeOffset At, DateTimeOffset Until)
{
    /// <summary>Rich authorization request allowed, as the person read it (RFC 9396 §3, <see cref="IAuthorizationDetailsType.WriteOut"/>); null: none.</summary>
    public JsonElement? AuthorizationDetails { get; init; }
}
