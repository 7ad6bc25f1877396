using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Statements of governed members.</summary>
internal static class MemberSql
{
    /// <summary>Columns behind the unit's: the newest terms agreed to, and the institution asked about.</summary>
    public const int SceneMore = PersonSql.Width + UnitSql.Width;

    public const string Scene = $"""
        select {PersonSql.Columns}, {UnitSql.Columns}, (select max(t.version) from unit_terms t where t.unit = m.unit), a.status, a.name, a.number
        from membership m join person p on p.id = m.person {UnitSql.Joined} left join institution a on a.id = @institution and a.unit = m.unit
        where m.id = @acting and m.person = @person and m.unit = @unit and m.status <> 9
        """;

    /// <summary>Those of a place. In the unit also those who, moved past the house, are in no place of it: on no other list could anybody find and end them.</summary>
    public const string Members = $"""
        select {PersonSql.Columns}, {UnitSql.Columns}, g.id, g.name_sealed
        from membership m join person p on p.id = m.person {UnitSql.Joined} left join person g on g.id = d.granted_person
        where m.unit = @unit and m.status <> 9
          and (m."within" = @within or (@within = @unit and not exists(select 1 from institution w where w.id = m."within" and w.unit = m.unit and w.status in (1, 2, 3))))
        order by m.id
        """;

    public const string Person = $"""
        select {PersonSql.Columns}, {UnitSql.Columns} from person p left join membership m on m.person = p.id and m.status <> 9 {UnitSql.Joined} where p.document_index = @document order by m.id
        """;

    /// <summary>The version of a membership that ends. One changed past the house may be the greatest there is, and is ended all the same.</summary>
    public const string NextVersion = "version = case when version < 2147483647 then version + 1 else version end";

    private const string ActsSql = "update membership set version = version where id = @id and version = @version and unit = @unit and status = 2 and suspended_at is null";

    private static readonly Sql IsOpenSql = Sql.Of(dialect => $"""
        select {Sql.Truth(dialect, "exists(select 1 from unit where id = @unit and status = 1) and (@institution is null or exists(select 1 from institution where id = @institution and unit = @unit and status = 1))")}
        """);

    private static readonly Sql OverdueSql = Sql.Of(
        $"update membership set status = 9, ended_at = @at, {NextVersion}, tag = null where \"within\" = @within and status = 1 and created_at <= @after returning id, person",
        sqlServer: $"update membership set status = 9, ended_at = @at, {NextVersion}, tag = null output inserted.id, inserted.person where \"within\" = @within and status = 1 and created_at <= @after");

    private static readonly Sql HasRoleSql = Sql.Of(dialect => $"""select {Sql.Truth(dialect, "exists(select 1 from membership where \"within\" = @within and person = @person and status <> 9)")}""");

    // Who stands above the institutions of a unit has no part in one of them (R147).
    private static readonly Sql IsAboveAndWithinSql = Sql.Of(dialect => $"""
        select {Sql.Truth(dialect, """
        exists(select 1 from membership where unit = @unit and person = @person and status <> 9 and (status <> 1 or created_at > @after)
          and ((@institution is not null and institution is null and role in (1, 2)) or (@institution is null and @role in (1, 2) and institution is not null)))
        """)}
        """);

    private static readonly Sql IsFullSql = Sql.Of(dialect => $"""
        select {Sql.Truth(dialect, "count(case when role = @role and (status <> 1 or created_at > @after) then 1 end) >= @most and count(case when person = @person then 1 end) = 0")}
        from membership where "within" = @within and status <> 9
        """);

    private const string MandateSql = """
        insert into mandate(id, version, membership, first_day, last_day, all_items, items, granted_method, granted_role, granted_person)
        values (@id, @version, @membership, @first_day, @last_day, @all_items, @items, @granted_method, @granted_role, @granted_person)
        """;

    private const string RemandateSql = """
        update mandate set version = @version, first_day = @first_day, last_day = @last_day, all_items = @all_items, items = @items,
          granted_method = @granted_method, granted_role = @granted_role, granted_person = @granted_person
        where id = @id and membership = @membership and version = @version - 1
        """;

    private const string SeatsSql = """select slot, role from membership where "within" = (select "within" from membership where id = @id) and status <> 9""";

    /// <summary>Whether the actor's membership is still what was decided on, and unit and institution are open. It keeps the actor's row until the change is done, so that nobody acts who is ended in the same moment.</summary>
    public static bool Acts(LaneWrite write, ActorSeen actor, Guid unit, Guid? institution) =>
        write.Prepare(ActsSql).Bind("@id", actor.Membership.Value).Bind("@version", actor.Version).Bind("@unit", unit).Run() == 1
        && write.Prepare(IsOpenSql).Bind("@unit", unit).Bind("@institution", institution).IsTrue();

    /// <summary>Invitations of a place that nobody confirmed in time give up their seats.</summary>
    public static List<(Guid Membership, Guid Person)> EndOverdue(LaneWrite write, Guid within, DateTimeOffset after, DateTimeOffset at)
    {
        var ended = new List<(Guid, Guid)>();
        using var row = write.Prepare(OverdueSql).Bind("@within", within).Bind("@after", after).Bind("@at", at).Read();
        while (row.Read())
            ended.Add((row.GetKey(0), row.GetKey(1)));
        return ended;
    }

    public static bool HasRole(LaneWrite write, Guid within, Guid person) => write.Prepare(HasRoleSql).Bind("@within", within).Bind("@person", person).IsTrue();

    /// <summary>Whether the person would stand above the institutions of the unit, as its representative or administrator, and have a part in one of them. Overdue invitations are none.</summary>
    public static bool IsAboveAndWithin(LaneWrite write, (Guid Unit, Guid? Institution) place, UnitRole role, Guid person, DateTimeOffset after) => write.Prepare(IsAboveAndWithinSql)
        .Bind("@unit", place.Unit).Bind("@institution", place.Institution).Bind("@role", (int)role).Bind("@person", person).Bind("@after", after).IsTrue();

    /// <summary>Whether no seat of a role is free, not even one that an overdue invitation gives up.</summary>
    /// <param name="write">Where.</param>
    /// <param name="within">The place.</param>
    /// <param name="role">The role.</param>
    /// <param name="after">Invitations that were not made after this are overdue.</param>
    /// <param name="person">Who would take the seat: somebody who is there already is not told of seats. Null: whoever it is is told.</param>
    public static bool IsFull(LaneWrite write, Guid within, UnitRole role, DateTimeOffset after, Guid? person = null) => write.Prepare(IsFullSql)
        .Bind("@within", within)
        .Bind("@role", (int)role)
        .Bind("@person", person)
        .Bind("@after", after)
        .Bind("@most", role == UnitRole.Agent ? UnitLimits.Agents : UnitLimits.Administrators)
        .IsTrue();

    public static void Add(LaneWrite write, Guid membership, Mandate mandate) => Bind(write.Prepare(MandateSql), membership, mandate).Send();

    /// <summary>False: the mandate is not of the version before.</summary>
    public static bool Rewrite(LaneWrite write, Guid membership, Mandate mandate) => Bind(write.Prepare(RemandateSql), membership, mandate).Run() == 1;

    /// <summary>The seat a member gets in another role; null: none is free. Nobody else takes one meanwhile: the unit's changes are made one at a time, and the indexes hold against the rest.</summary>
    public static (int Role, int? Slot)? SeatOf(LaneWrite write, Guid membership, UnitRole role)
    {
        var slots = new HashSet<int>();
        var hasAdministrator = false;
        using (var row = write.Prepare(SeatsSql).Bind("@id", membership).Read())
        {
            while (row.Read())
            {
                if (!row.IsDBNull(0))
                    slots.Add(row.GetInt32(0));
                hasAdministrator |= row.GetInt32(1) == (int)UnitRole.UnitAdministrator;
            }
        }

        if (role == UnitRole.UnitAdministrator)
            return hasAdministrator ? null : ((int)role, null);
        var free = Enumerable.Range(1, UnitLimits.Agents).FirstOrDefault(slot => !slots.Contains(slot));
        return free == 0 ? null : ((int)role, free);
    }

    private static Statement Bind(Statement statement, Guid membership, Mandate mandate)
    {
        var columns = MandateColumns.Of(mandate);
        return statement.Bind("@id", columns.Id)
            .Bind("@version", columns.Version)
            .Bind("@membership", membership)
            .Bind("@first_day", columns.FirstDay)
            .Bind("@last_day", columns.LastDay)
            .Bind("@all_items", columns.AllItems)
            .Bind("@items", columns.Items)
            .Bind("@granted_method", columns.GrantedMethod)
            .Bind("@granted_role", columns.GrantedRole)
            .Bind("@granted_person", columns.GrantedPerson);
    }
}
