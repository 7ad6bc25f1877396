using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Representatives;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Units of the register as they stand here, and how somebody comes to represent one.</summary>
internal sealed class RepresentableUnits(IHallDatabase database) : IRepresentableUnits
{
    private const string FindSql = """
        select u.id, u.code, u.number, u.name, u.type, u.region, u.status, u.created_at, u.version, m.person
        from unit u left join membership m on m."within" = u.id and m.role = 1 and m.status <> 9 where u.code = @code
        """;

    private static readonly Sql PendingSql = Sql.Of(
        "update membership set status = 9, ended_at = @at, version = version + 1, tag = null where \"within\" = @unit and person = @person and status = 1 returning id",
        sqlServer: "update membership set status = 9, ended_at = @at, version = version + 1, tag = null output inserted.id where \"within\" = @unit and person = @person and status = 1");

    private static readonly Sql MakeSql = Sql.Of(Make("", "on conflict do nothing"), sqlServer: Make(" with (updlock, holdlock)", ""));

    public async ValueTask<ImmutableArray<RepresentableUnit>> FindAsync(ImmutableArray<UnifiedSocialCreditCode> codes, CancellationToken ct) => await database.ReadAsync(
        statements =>
        {
            var found = ImmutableArray.CreateBuilder<RepresentableUnit>();
            foreach (var code in codes)
            {
                using var row = statements.Get(FindSql).Bind("@code", code.Value).Read();
                if (row.Read())
                    found.Add(new RepresentableUnit(UnitStore.Read(row), row.GetKeyOrNull(9) is { } person ? new PersonId(person) : null));
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

    private static string Make(string held, string otherwise) => $"""
        insert into membership(id, version, person, unit, "within", role, status, link, created_at, tag)
        select @id, @version, @person, @unit, @unit, 1, 2, @link, @created_at, @tag
        where exists(select 1 from unit where id = @unit and status = 1)
          and not exists(select 1 from membership{held} where "within" = @unit and role = 1 and status <> 9)
          and not exists(select 1 from membership{held} where "within" = @unit and person = @person and status <> 9)
        {otherwise}
        """;
}
