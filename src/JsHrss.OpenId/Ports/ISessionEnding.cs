using System.Collections.Immutable;
using JsHrss.OpenId.EndSession;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Ports;

/// <summary>Ends the host's sessions. What takes part in them is told through the outbox, in the same transaction.</summary>
public interface ISessionEnding
{
    /// <summary>Which relying parties take part in a session now, and in which contexts; one round trip.</summary>
    ValueTask<ImmutableArray<SessionPart>> PartsAsync(SessionId session, CancellationToken ct);

    /// <summary>Ends as much as <paramref name="reach"/> says; grants without <c>offline_access</c> end with it, with <see cref="SignOutReach.Everywhere"/> all grants of the person. Deletes the browser's cookie when its session is over.</summary>
    /// <param name="browser">Where the person sits.</param>
    /// <param name="session">As read from it.</param>
    /// <param name="reach">How much.</param>
    /// <param name="context">Which context, for <see cref="SignOutReach.Context"/>; the session ends too when nothing else is left in it.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask EndAsync(HttpContext browser, SignedIn session, SignOutReach reach, ContextId? context, CancellationToken ct);
}

/// <summary>One relying party's part in a session.</summary>
/// <param name="Client">Who.</param>
/// <param name="Context">In which context.</param>
/// <param name="Sid">The session's name towards it.</param>
public sealed record SessionPart(ClientId Client, ContextId Context, string Sid);
