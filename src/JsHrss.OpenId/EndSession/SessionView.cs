using System.Collections.Immutable;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.EndSession;

/// <summary>Who sits at a browser, which relying parties take part, and whether a hint is about them.</summary>
internal sealed class SessionView(ISessions sessions, ISessionEnding ending, ISubjectIdentifiers subjects)
{
    /// <summary>The session with its parts; null and none when nobody is signed in.</summary>
    public async ValueTask<(SignedIn? Session, ImmutableArray<SessionPart> Parts)> OfAsync(HttpContext browser, CancellationToken ct) =>
        await sessions.CurrentAsync(browser, ct).ConfigureAwait(false) is { } session
            ? (session, await ending.PartsAsync(session.Id, ct).ConfigureAwait(false))
            : (null, []);

    /// <summary>The context of this very session that the hint names; null: it names none, so that the person must be asked.</summary>
    /// <remarks>
    /// "MUST ask ... if the supplied ID Token does not belong to the current OP session with the RP and/or currently logged in
    /// End-User" (RP-Initiated Logout §2): the person and the session both have to agree (cases RT-16, RT-18).
    /// </remarks>
    public ContextId? Hinted(SignOutRequest request, SignedIn session, ImmutableArray<SessionPart> parts)
    {
        if (request is not { Client: { } client, Hint: { Sid: { } sid } hint } || subjects.Subject(session.Subject, client) != hint.Subject)
            return null;
        foreach (var part in parts)
        {
            if (part.Client == client.Id && string.Equals(part.Sid, sid, StringComparison.Ordinal))
                return part.Context;
        }

        return null;
    }
}
