using System.Data.Common;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Outbox;

namespace JsHrss.Storage.Statements;

/// <summary>
/// What becomes of the members of an institution that is suspended, resumed or ended, inside that change: what acts in one that is suspended or ended ends; of an ended one the memberships end too, with their
/// passwords. Each member for whom something changes has a fact of its own.
/// </summary>
internal sealed class InstitutionEndWrite(MembershipEndWrite ends, AuditWriter audit)
{
    // In one order of persons: of two institutions that end at once neither waits for what the other holds.
    // Those whose place was moved past the house too, to it or away from it: they serve nothing, and end with it.
    private const string MembersSql = """
        select id, person, status, suspended_at from membership where unit = @unit and institution = @institution and status <> 9
        union select id, person, status, suspended_at from membership where "within" = @institution and status <> 9
        order by person, id
        """;

    private const string EndMembershipSql = $"update membership set status = 9, ended_at = @at, {MemberSql.NextVersion}, tag = null where id = @id and status <> 9";

    public SessionEndDone Move(LaneWrite write, InstitutionMoved change, AuditOrigin origin)
    {
        var all = new SessionEndDone(false, [], false);
        var members = write.Prepare(MembersSql).Bind("@unit", change.Seen.Unit.Value).Bind("@institution", change.Seen.Id.Value);
        foreach (var (membership, person, serves) in InstitutionSql.All(members, Read))
        {
            var isEnd = change.Step.To == InstitutionStatus.Ended;
            if (isEnd)
            {
                write.Prepare(EndMembershipSql).Bind("@id", membership.Value).Bind("@at", change.At).Send();
                NoticeQueue.WithdrawInvitation(write, membership, person, change.At);
            }

            // To whoever served nothing before, a suspension changes nothing.
            if (isEnd || serves)
                audit.Write(write, [change.MemberOf(membership, person)], origin);
            if (!change.Step.EndsWhatActs)
                continue;
            var end = new MembershipEnd(membership, person, change.Step.Because, change.At, session => change.SessionEndOf(session, person));
            var done = isEnd ? ends.EndMembership(write, end, origin) : ends.EndActing(write, end, origin);
            all = all with { Ended = [.. all.Ended, .. done.Ended], Queued = all.Queued || done.Queued };
        }

        return all;
    }

    private static (MembershipId Membership, PersonId Person, bool Serves) Read(DbDataReader row) =>
        (new MembershipId(row.GetKey(0)), new PersonId(row.GetKey(1)), row.GetInt32(2) == (int)MemberStatus.Active && row.IsDBNull(3));
}
