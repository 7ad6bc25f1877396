using JsHrss.Accounts.Notices;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>What 更新期限, 授权 and 身份变更 have in common: the mandate keeps its key, gets the next version (case UN-22), and goes back to whoever changed it.</summary>
internal static class MandateChange
{
    /// <summary>Null: the member has no mandate that could be changed.</summary>
    public static MemberChange? Of(Governed here, StandingMember member, string code, Func<Mandate, Mandate> write, UnitRole? role = null)
    {
        var unit = member.Unit;
        if (unit.Mandate is not { } before)
            return null;
        var after = write(before) with { Version = before.Version + 1, GrantedBy = here.Grants };
        var to = role ?? unit.Role;
        var fact = MemberFacts.Of(code, here, member).After(to, after);
        var because = to == unit.Role ? MemberEnds.PeriodMoved : MemberEnds.RoleChanged;
        return new MemberChange(
            here.Seen, unit.Membership, member.Person.Id, unit.Version, to, after, Narrows: to != unit.Role, because, here.AddedAfter, here.Now, [fact],
            (membership, person) => InvitationFacts.Over(here.Place.Unit, membership, person, here.Now), MemberFacts.SessionsOf(fact, because))
        {
            Notices = MemberNotices.Changed(here, member, code, to, after),
        };
    }

    public static Result<MemberDone> Done(MemberStep step, MemberChange change) =>
        Governed.RefusalOf(step, change.Role) is { } refusal ? new Refusal(refusal) : new MemberDone(change.Membership, change.Version + 1);
}
