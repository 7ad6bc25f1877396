using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>The end of what acts in an institution that is suspended or ended, inside that change; of an ended one the memberships end too, with their passwords.</summary>
internal sealed class InstitutionEndWrite(MembershipEndWrite ends, AuditWriter audit)
{
    // In two parts, because each of the two indexes of the limits holds one of them.
    private const string MembersSql = """
        select id, person from membership where "within" = @institution and role = 3 and status <> 9
        union all select id, person from membership where "within" = @institution and role in (1, 2) and status <> 9
        """;

    private const string EndMembershipSql = "update membership set status = 9, ended_at = @at, version = version + 1, tag = null where id = @id and status <> 9";

    public SessionEndDone End(LaneWrite write, InstitutionMoved change, AuditOrigin origin)
    {
        var all = new SessionEndDone(false, [], false);
        foreach (var (membership, person) in InstitutionSql.All(write.Prepare(MembersSql).Bind("@institution", change.Seen.Id.Value), static row => (new MembershipId(row.GetKey(0)), new PersonId(row.GetKey(1)))))
        {
            var end = new MembershipEnd(membership, person, change.Step.BecauseOfEnd, change.At, session => change.SessionEndOf(session, person));
            var done = change.Step.To == InstitutionStatus.Ended ? EndMembership(write, change, end, origin) : ends.EndActing(write, end, origin);
            all = all with { Ended = [.. all.Ended, .. done.Ended], Queued = all.Queued || done.Queued };
        }

        return all;
    }

    private SessionEndDone EndMembership(LaneWrite write, InstitutionMoved change, MembershipEnd end, AuditOrigin origin)
    {
        write.Prepare(EndMembershipSql).Bind("@id", end.Membership.Value).Bind("@at", change.At).Send();
        audit.Write(write, [change.MemberEndOf(end.Membership, end.Person)], origin);
        return ends.EndMembership(write, end, origin);
    }
}
