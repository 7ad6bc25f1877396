using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Sessions;

/// <summary>Signs out of one context; the others of the session stay (token design: which proof opens which context).</summary>
/// <remarks>
/// A proof that opens this context and no other stops counting, so that coming back takes a new proof. One that opens further
/// contexts (a scan in the app) is still good for those, and therefore for this one too: what ended is what was going on in it.
/// </remarks>
public sealed class EndContext(ISessionStore sessions, TimeProvider clock)
{
    /// <summary>Ends.</summary>
    /// <param name="standing">The session as just read.</param>
    /// <param name="context">Which of its contexts.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>True: nothing was left, so the whole session is over.</returns>
    public async ValueTask<bool> HandleAsync(SessionStanding standing, SessionContext context, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        var (session, person) = (standing.Session.Id, standing.Session.Person);
        var unit = standing.UnitOf(context);
        var left = SessionFacts.Of(FactCodes.ContextEnded, person, null, session, origin, now) with { Reason = SessionEnds.SignOut, Unit = unit?.Unit, Membership = context.Membership };
        var over = SessionFacts.Of(FactCodes.SessionEnded, person, null, session, origin, now) with { Reason = SessionEnds.SignOut };
        return await sessions.EndContextAsync(new ContextEnded(session, context, OpeningOnly(standing, context, now), now, [left], [over]), ct).ConfigureAwait(false);
    }

    /// <summary>The proofs that open this context and none other of the person's.</summary>
    public static ImmutableArray<Proof> OpeningOnly(SessionStanding standing, SessionContext context, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var level = standing.Person.LevelAt(now);
        ImmutableArray<UnitStanding?> contexts = [null, .. standing.Units];
        return
        [
            .. standing.Session.Proofs.Where(proof =>
                contexts.Where(unit => Reach.Opens(proof, level, unit)).Select(unit => unit?.Context ?? SessionContext.Self).ToArray() is [var only] && only == context),
        ];
    }
}
