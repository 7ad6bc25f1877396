using JsHrss.Accounts.Units;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Inserts memberships. The limits 1-1-10 are unique indexes; an agent takes the lowest free seat in the same statement (cases UN-06, UN-07).</summary>
internal static class MembershipSql
{
    private const string Into = "insert into membership(id, version, person, unit, \"within\", role, slot, status, institution, link, suspended_at, hold_until, created_at, tag)";

    private static readonly Sql OneSql = Sql.Of(
        $"""
        {Into} values (@id, @version, @person, @unit, @within, @role, null, @status, @institution, @link, @suspended_at, @hold_until, @created_at, @tag) on conflict do nothing
        """,
        sqlServer: $"""
        {Into} select @id, @version, @person, @unit, @within, @role, null, @status, @institution, @link, @suspended_at, @hold_until, @created_at, @tag
        where @status = 9 or not exists(select 1 from membership with (updlock, holdlock) where "within" = @within and (role = @role or person = @person) and status <> 9)
        """);

    private static readonly Sql AgentSql = Sql.Of(
        $"""
        {Into} with seat(n) as (values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10))
        select @id, @version, @person, @unit, @within, @role, seat.n, @status, @institution, @link, @suspended_at, @hold_until, @created_at, @tag from seat
        where not exists(select 1 from membership where "within" = @within and role = 3 and status <> 9 and slot = seat.n)
        order by seat.n limit 1 on conflict do nothing
        """,
        sqlServer: $"""
        {Into} select top (1) @id, @version, @person, @unit, @within, @role, seat.n, @status, @institution, @link, @suspended_at, @hold_until, @created_at, @tag
        from (values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)) as seat(n)
        where not exists(select 1 from membership with (updlock, holdlock) where "within" = @within and role = 3 and status <> 9 and slot = seat.n)
          and not exists(select 1 from membership with (updlock, holdlock) where "within" = @within and person = @person and status <> 9)
        order by seat.n
        """);

    // Another node's member may have taken the seat while this one waited for the index; then the next seat is tried.
    private static readonly Sql IsFreeSql = Sql.Of(dialect =>
        $"""select {Sql.Truth(dialect, "count(*) < 10 and count(case when person = @person then 1 end) = 0")} from membership where "within" = @within and (role = 3 or person = @person) and status <> 9""");

    /// <summary>False, and nothing written: every seat of this role is taken, or the person has one already (R147).</summary>
    public static bool Insert(LaneWrite write, UnitMember member, byte[] tag)
    {
        do
        {
            if (TryInsert(write, member, tag))
                return true;
        }
        while (member.Role == UnitRole.Agent && write.Prepare(IsFreeSql).Bind("@within", Within(member)).Bind("@person", member.Person.Value).IsTrue());
        return false;
    }

    private static Guid Within(UnitMember member) => member.Institution?.Value ?? member.Unit.Value;

    private static bool TryInsert(LaneWrite write, UnitMember member, byte[] tag) => write.Prepare(member.Role == UnitRole.Agent ? AgentSql : OneSql)
        .Bind("@id", member.Id.Value)
        .Bind("@version", member.Version)
        .Bind("@person", member.Person.Value)
        .Bind("@unit", member.Unit.Value)
        .Bind("@within", Within(member))
        .Bind("@role", (int)member.Role)
        .Bind("@status", (int)member.Status)
        .Bind("@institution", member.Institution?.Value)
        .Bind("@link", (int)member.Link)
        .Bind("@suspended_at", member.SuspendedAt)
        .Bind("@hold_until", member.HoldUntil)
        .Bind("@created_at", member.CreatedAt)
        .Bind("@tag", tag)
        .Run() == 1;
}
