using System.Data.Common;
using JsHrss.Accounts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>A membership with unit, institution and mandate as columns of a join.</summary>
internal static class UnitSql
{
    public const int Width = 27;

    public const string Columns =
        "m.id, m.role, m.link, m.status, m.suspended_at, m.hold_until, m.version, u.id, u.name, u.code, u.number, u.type, u.region, u.status, "
        + "i.id, i.number, i.name, i.status, d.id, d.first_day, d.last_day, d.all_items, d.items, d.granted_method, d.granted_role, d.granted_person, d.version";

    /// <summary>What is joined to a membership <c>m</c>.</summary>
    public const string Joined = "left join unit u on u.id = m.unit left join institution i on i.id = m.institution left join mandate d on d.membership = m.id";

    /// <summary>The membership whose columns begin at <paramref name="at"/>; null when the join found none.</summary>
    public static UnitStanding? Read(DbDataReader row, int at) => row.IsDBNull(at) || row.IsDBNull(at + 7)
        ? null
        : new UnitStanding
        {
            Membership = new MembershipId(row.GetKey(at)),
            Role = (UnitRole)row.GetInt32(at + 1),
            Link = (MembershipLink)row.GetInt32(at + 2),
            Status = (MemberStatus)row.GetInt32(at + 3),
            SuspendedAt = row.GetInstantOrNull(at + 4),
            HoldUntil = row.GetInstantOrNull(at + 5),
            Version = row.GetInt32(at + 6),
            Unit = new UnitId(row.GetKey(at + 7)),
            UnitName = row.GetString(at + 8),
            CreditCode = row.GetTextOrNull(at + 9) is { } code ? UnifiedSocialCreditCode.Restore(code) : null,
            UnitNumber = UnitNumber.Restore(row.GetString(at + 10)),
            UnitType = (UnitType)row.GetInt32(at + 11),
            Region = Region.Read(row.GetTextOrNull(at + 12)).OrNull,
            UnitStatus = (UnitStatus)row.GetInt32(at + 13),
            Institution = Institution(row, at + 14),
            Mandate = Mandate(row, at + 18),
        };

    private static InstitutionStanding? Institution(DbDataReader row, int at) => row.IsDBNull(at)
        ? null
        : new InstitutionStanding(new InstitutionId(row.GetKey(at)), InstitutionNumber.Restore(row.GetString(at + 1)), row.GetString(at + 2), (UnitStatus)row.GetInt32(at + 3));

    private static Mandate? Mandate(DbDataReader row, int at) => row.IsDBNull(at)
        ? null
        : new Mandate(
            new MandateId(row.GetKey(at)),
            Validity.Restore(DateOnly.FromDayNumber(row.GetInt32(at + 1)), DateOnly.FromDayNumber(row.GetInt32(at + 2))),
            row.GetBoolean(at + 3) ? MandateScope.All : MandateScope.Of(GrantSql.Words(row.GetString(at + 4)).Select(code => BusinessItemCode.Read(code).Value)),
            new GrantedBy((MembershipLink)row.GetInt32(at + 5), (UnitRole?)row.GetNumberOrNull(at + 6), row.GetKeyOrNull(at + 7) is { } person ? new PersonId(person) : null),
            row.GetInt32(at + 8));
}
