using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Notices;

namespace JsHrss.Accounts.Governance;

/// <summary>「删除」 (R143): the seat is free, sessions and grants in the membership die, and whoever is added again confirms anew (case UN-21).</summary>
public sealed class EndMember(IMemberStore store, TimeProvider clock)
{
    /// <summary>Ends a member.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="seen">Whom.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Who was ended, or one of <see cref="GovernanceErrors"/>.</returns>
    public async ValueTask<Result<MemberDone>> HandleAsync(GovernanceActor actor, SeenMember seen, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var entered = await Governed.EnterAsync(store, actor, seen.Place, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!entered.IsOk)
            return new Refusal(entered.Code!);
        var here = entered.Value;
        var found = here.Member(seen, MemberActions.End);
        if (!found.IsOk)
            return new Refusal(found.Code!);
        var step = await store.EndAsync(Change(here, found.Value, MemberEnds.Removed), ct).ConfigureAwait(false);
        return Governed.RefusalOf(step, found.Value.Unit.Role) is { } refusal ? new Refusal(refusal) : new MemberDone(seen.Membership, seen.Version + 1);
    }

    /// <summary>The end of a member by somebody else.</summary>
    internal static MemberEnded Change(Governed here, StandingMember member, string because)
    {
        var fact = MemberFacts.Of(FactCodes.MemberEnded, here, member) with { Reason = because };
        return new MemberEnded(here.Seen, member.Unit.Membership, member.Person.Id, member.Unit.Version, because, here.Now, [fact], MemberFacts.SessionsOf(fact, because))
        {
            Notices = MemberNotices.Ended(here, member, because),
        };
    }
}
