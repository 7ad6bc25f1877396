using System.Collections.Immutable;
using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.InMemory;

/// <summary>Ends sessions over the in-memory ledger. The sessions themselves are the host's own.</summary>
/// <param name="ledger">Knows parts and grants.</param>
/// <param name="outbox">Where messages to relying parties wait.</param>
/// <param name="clock">Dates the end.</param>
/// <param name="over">Called when the browser's session is over.</param>
public sealed class InMemorySessionEnding(InMemoryLedger ledger, InMemoryOutbox outbox, TimeProvider clock, Action<HttpContext, SignedIn> over) : ISessionEnding
{
    /// <inheritdoc />
    public ValueTask<ImmutableArray<SessionPart>> PartsAsync(SessionId session, CancellationToken ct) => ValueTask.FromResult<ImmutableArray<SessionPart>>(
        [.. ledger.Joined.Where(part => part.Session == session).Select(part => new SessionPart(part.Client, part.Context, part.Sid))]);

    /// <inheritdoc />
    public ValueTask EndAsync(HttpContext browser, SignedIn session, SignOutReach reach, ContextId? context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(session);
        var left = reach switch
        {
            SignOutReach.Context => ledger.Leave(
                part => part.Session == session.Id && part.Context == context, grant => EndsWith(grant, session.Id) && grant.Entitlement.Context == context, "context_sign_out"),
            SignOutReach.Browser => ledger.Leave(part => part.Session == session.Id, grant => EndsWith(grant, session.Id), "sign_out"),
            _ => Everywhere(session.Subject),
        };
        foreach (var part in left.Where(part => part.LogoutUri is not null))
            outbox.Queue(LogoutNotice.Kind, part.Client.Value, new LogoutNotice(session.Subject, part.Sid, clock.GetUtcNow()).ToBytes());
        if (reach != SignOutReach.Context || !ledger.Joined.Any(part => part.Session == session.Id))
            over(browser, session);
        return ValueTask.CompletedTask;
    }

    /// <summary>Those with <c>offline_access</c> go on with the refresh tokens issued before (Back-Channel Logout §2.7); of a code that nobody redeemed there are none.</summary>
    private bool EndsWith(Grant grant, SessionId session) => grant.Entitlement.Session == session && (!grant.Offline || ledger.HasUnredeemedCode(grant.Id));

    private ImmutableArray<Change.Join> Everywhere(SubjectId subject)
    {
        var sessions = ledger.SessionsOf(subject);
        return ledger.Leave(part => sessions.Contains(part.Session), grant => grant.Entitlement.Subject == subject, "sign_out_everywhere");
    }
}
