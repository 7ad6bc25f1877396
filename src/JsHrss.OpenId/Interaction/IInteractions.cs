using System.Collections.Immutable;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Interaction;

/// <summary>How the host's pages take part in an authorization: find the waiting request, answer a prompt, go on or refuse.</summary>
public interface IInteractions
{
    /// <summary>The waiting request of this handle at this browser. Null: unknown, expired, spent, or begun in another browser (case AZ-21).</summary>
    ValueTask<PendingInteraction?> FindAsync(HttpContext browser, string? handle, CancellationToken ct);

    /// <summary>Remembers an answer.</summary>
    /// <returns>Where to send the browser (303) so that the checks run again.</returns>
    ValueTask<string> AnswerAsync(PendingInteraction pending, string prompt, string? value, CancellationToken ct);

    /// <summary>Remembers a consent together with the answer to the consent prompt.</summary>
    /// <returns>Where to send the browser (303).</returns>
    ValueTask<string> ConsentAsync(PendingInteraction pending, Consent consent, CancellationToken ct);

    /// <summary>Remembers that a device is approved, by whom and in which context; the code is decided on the way back, after the checks ran again (RFC 8628 §3.3).</summary>
    /// <param name="pending">A request with a <see cref="AuthorizationRequest.Device"/>.</param>
    /// <param name="ct">Cancels it.</param>
    /// <returns>Where to send the browser (303).</returns>
    ValueTask<string> ApproveDeviceAsync(PendingInteraction pending, CancellationToken ct);

    /// <summary>Where to send the browser (303) when the page changed the session and the checks must run again.</summary>
    string ResumeUrl(PendingInteraction pending);

    /// <summary>Ends the interaction with an error for the client, for instance <c>access_denied</c> (Core §3.1.2.6).</summary>
    /// <returns>Where to send the browser (303): the way back, from where the client gets error, state and iss by the response mode it asked for.</returns>
    ValueTask<string> RefuseAsync(PendingInteraction pending, ProtocolError error, CancellationToken ct);
}

/// <summary>A request that waits for a person.</summary>
/// <param name="Handle">Text of its handle, as it stands in page URLs.</param>
/// <param name="Request">What was asked.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="Answers">Answered prompts.</param>
/// <param name="Need">What is missing now; null when nothing is.</param>
/// <param name="Context">The context settled so far; null when not yet.</param>
public sealed record PendingInteraction(
    string Handle,
    AuthorizationRequest Request,
    DateTimeOffset StartedAt,
    ImmutableDictionary<string, PromptAnswer> Answers,
    InteractionNeed? Need,
    ContextId? Context)
{
    /// <summary>Who was signed in at this browser when it was found; null: nobody.</summary>
    public SubjectId? Subject { get; init; }
}
