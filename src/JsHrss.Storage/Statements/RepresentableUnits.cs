using System.Collections.Immutable;
using System.Data.Common;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Representatives;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Units of the register as they stand here, and how somebody comes to represent one.</summary>
internal sealed class RepresentableUnits(IHallDatabase database, MemberTags tags) : IRepresentableUnits
{
    private const int MemberAt = 9;

    private const string FindSql = $"""
        select u.id, u.code, u.number, u.name, u.type, u.region, u.status, u.created_at, u.version, {MemberColumns.Columns}, m.tag
        from unit u left join membership m on m."within" = u.id and m.role = 1 and m.status <> 9 left join mandate d on d.membership = m.id where u.code = @code
        """;

    // Those too that were moved past the house to another place, or another unit's to this one.
    private const string StandingSql = $"""
        select {MemberColumns.Columns}, m.tag from membership m left join mandate d on d.membership = m.id
        where m.role = 1 and m.status <> 9 and (m."within" = @unit or m.unit = @unit) order by m.id
        """;

    private const string EndDamagedSql = $"update membership set status = 9, ended_at = @at, {MemberSql.NextVersion}, tag = null where id = @id and role = 1 and status <> 9";

    private static readonly Sql PendingSql = Sql.Of(
        $"update membership set status = 9, ended_at = @at, {MemberSql.NextVersion}, tag = null where \"within\" = @unit and person = @person and status = 1 returning id",
        sqlServer: $"update membership set status = 9, ended_at = @at, {MemberSql.NextVersion}, tag = null output inserted.id where \"within\" = @unit and person = @person and status = 1");

    private static readonly Sql MakeSql = Sql.Of(Make("", "on conflict do nothing"), sqlServer: Make(" with (updlock, holdlock)", ""));

    public async ValueTask<ImmutableArray<RepresentableUnit>> FindAsync(ImmutableArray<UnifiedSocialCreditCode> codes, CancellationToken ct) => await database.ReadAsync(
        statements =>
        {
            var found = ImmutableArray.CreateBuilder<RepresentableUnit>();
            foreach (var code in codes)
            {
                using var row = statements.Get(FindSql).Bind("@code", code.Value).Read();
                if (row.Read())
                    found.Add(new RepresentableUnit(UnitStore.Read(row), row.IsDBNull(MemberAt) || IntactOrDamaged(row, MemberAt, tags) is not { IsIntact: true } one ? null : one.Person));
            }

            return found.ToImmutable();
        },
        ct).ConfigureAwait(false);

    /// <summary>Ends the person's own invitation into the unit, overdue or not: whoever represents it is not its agent or administrator as well (R147), and nobody can block the representative by inviting them.</summary>
    /// <param name="write">The change it is part of; taken back with it when nothing is made.</param>
    /// <param name="member">The membership that will be made.</param>
    /// <param name="at">UTC.</param>
    /// <returns>Which it was; at most one.</returns>
    public static MembershipId? EndPending(LaneWrite write, UnitMember member, DateTimeOffset at)
    {
        using var row = write.Prepare(PendingSql).Bind("@unit", member.Unit.Value).Bind("@person", member.Person.Value).Bind("@at", at).Read();
        return row.Read() ? new MembershipId(row.GetKey(0)) : null;
    }

    /// <summary>Ends what says that somebody represents the unit, and is not what this house wrote: it serves nothing, and nobody else can end it while the unit has no representative who acts (R146).</summary>
    /// <param name="write">The change it is part of; taken back with it when nothing is made.</param>
    /// <param name="unit">The unit that will be represented.</param>
    /// <param name="tags">Checks what stands.</param>
    /// <param name="at">UTC.</param>
    /// <returns>Which, and whose they say they are.</returns>
    public static ImmutableArray<(MembershipId Membership, PersonId Person)> EndDamaged(LaneWrite write, UnitId unit, MemberTags tags, DateTimeOffset at)
    {
        var standing = InstitutionSql.All(write.Prepare(StandingSql).Bind("@unit", unit.Value), row => IntactOrDamaged(row, 0, tags));
        return [.. standing.Where(one => !one.IsIntact && write.Prepare(EndDamagedSql).Bind("@id", one.Membership.Value).Bind("@at", at).Run() == 1).Select(one => (one.Membership, one.Person))];
    }

    /// <summary>Makes the membership of a legal representative by the register; false, and nothing written: the unit is not active, somebody represents it, or the person has a part in it that was confirmed (R121, R147).</summary>
    /// <param name="write">The change it is part of.</param>
    /// <param name="member">The membership.</param>
    /// <param name="tag">Its tag.</param>
    public static bool Make(LaneWrite write, UnitMember member, byte[] tag) => write.Prepare(MakeSql)
        .Bind("@id", member.Id.Value)
        .Bind("@version", member.Version)
        .Bind("@person", member.Person.Value)
        .Bind("@unit", member.Unit.Value)
        .Bind("@link", (int)member.Link)
        .Bind("@tag", tag)
        .Bind("@created_at", member.CreatedAt)
        .Run() == 1;

    private static (MembershipId Membership, PersonId Person, bool IsIntact) IntactOrDamaged(DbDataReader row, int at, MemberTags tags)
    {
        var columns = MemberColumns.Read(row, at);
        return (new MembershipId(columns.Id), new PersonId(columns.Person), tags.Verifies(columns, row.GetBytesOrNull(at + MemberColumns.Width)));
    }

    private static string Make(string held, string otherwise) => $"""
        insert into membership(id, version, person, unit, "within", role, status, link, created_at, tag)
        select @id, @version, @person, @unit, @unit, 1, 2, @link, @created_at, @tag
        where exists(select 1 from unit where id = @unit and status = 1)
          and not exists(select 1 from membership{held} where "within" = @unit and role = 1 and status <> 9)
          and not exists(select 1 from membership{held} where "within" = @unit and person = @person and status <> 9)
        {otherwise}
        """;
}
