using System.Collections.Immutable;
using System.Data.Common;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Units and memberships in the database.</summary>
internal sealed class UnitStore(IHallDatabase database, FieldCipher cipher, MemberTags tags) : IUnitStore
{
    private const string FindSql = """
        select u.id, u.code, u.number, u.name, u.type, u.region, u.status, u.created_at, u.version from unit u
        where u.code = @code or u.number = @number or u.id in (select i.unit from institution i where i.number = @institution) order by u.id
        """;

    private const string MembershipsSql = $"""
        select {PersonSql.Columns}, {UnitSql.Columns} from person p left join membership m on m.person = p.id and m.status <> 9 {UnitSql.Joined} where p.id = @id order by m.id
        """;

    public async ValueTask<ImmutableArray<Unit>> FindAsync(UnitCode code, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(code);
        return await database.ReadAsync(
            statements =>
            {
                var found = ImmutableArray.CreateBuilder<Unit>();
                using var row = statements.Get(FindSql).Bind("@code", code.CreditCode?.Value).Bind("@number", code.UnitNumber?.Value).Bind("@institution", code.InstitutionNumber?.Value).Read();
                while (row.Read())
                    found.Add(Read(row));

                return found.ToImmutable();
            },
            ct).ConfigureAwait(false);
    }

    public async ValueTask<MembershipsOfPerson?> MembershipsAsync(PersonId person, CancellationToken ct) => await database.ReadAsync(
        statements =>
        {
            using var row = statements.Get(MembershipsSql).Bind("@id", person.Value).Read();
            if (!row.Read())
                return null;
            var standing = PersonSql.Read(row, 0, cipher);
            var units = ImmutableArray.CreateBuilder<UnitStanding>();
            do
            {
                if (UnitSql.Read(row, PersonSql.Width, tags) is { } unit)
                    units.Add(unit);
            }
            while (row.Read());
            return new MembershipsOfPerson(standing, units.ToImmutable());
        },
        ct).ConfigureAwait(false);

    /// <summary>A unit by its nine columns, in the order of the table, from <paramref name="at"/> on.</summary>
    internal static Unit Read(DbDataReader row, int at = 0) => new()
    {
        Id = new UnitId(row.GetKey(at)),
        CreditCode = row.GetTextOrNull(at + 1) is { } credit ? UnifiedSocialCreditCode.Restore(credit) : null,
        Number = UnitNumber.Restore(row.GetString(at + 2)),
        Name = row.GetString(at + 3),
        Type = (UnitType)row.GetInt32(at + 4),
        Region = Region.Read(row.GetTextOrNull(at + 5)).OrNull,
        Status = (UnitStatus)row.GetInt32(at + 6),
        CreatedAt = row.GetInstant(at + 7),
        Version = row.GetInt32(at + 8),
    };
}
