using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Sessions;

/// <summary>Ends every session of a person and every grant, those with <c>offline_access</c> too (case RT-08).</summary>
public sealed class EndEverywhere(ISessionStore sessions, TimeProvider clock)
{
    /// <summary>Ends.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="because">One of <see cref="SessionEnds"/>.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask HandleAsync(PersonId person, string because, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        var all = new AuditFact { Code = FactCodes.AllSessionsEnded, Result = AuditResult.Ok, Reason = because, At = now, Subject = person, Client = origin.Client, Origin = origin };
        await sessions.EndEverywhereAsync(
            new AllEnded(person, because, now, [all], session => SessionFacts.Of(FactCodes.SessionEnded, person, null, session, origin, now) with { Reason = because }),
            ct).ConfigureAwait(false);
    }
}
