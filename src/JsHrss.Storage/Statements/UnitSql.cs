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
    public const int Width = MemberColumns.Width + 12;

    public const string Columns = $"{MemberColumns.Columns}, m.tag, u.id, u.name, u.code, u.number, u.type, u.region, u.status, i.id, i.number, i.name, i.status";

    private const int UnitAt = MemberColumns.Width + 1;
    private const int InstitutionAt = UnitAt + 7;
    private const long LastAddedAt = 253_370_764_800_000; // the year 9999 begins: a period after it still ends within the calendar

    /// <summary>What is joined to a membership <c>m</c>.</summary>
    public const string Joined = "left join unit u on u.id = m.unit left join institution i on i.id = m.institution left join mandate d on d.membership = m.id";

    /// <summary>The membership whose columns begin at <paramref name="at"/>; null when the join found none.</summary>
    /// <param name="row">With <see cref="Columns"/>.</param>
    /// <param name="at">Where they begin.</param>
    /// <param name="tags">Checks what was read, before any of it is believed.</param>
    public static UnitStanding? Read(DbDataReader row, int at, MemberTags tags)
    {
        if (row.IsDBNull(at) || row.IsDBNull(at + UnitAt))
            return null;
        var member = MemberColumns.Read(row, at);
        // An ended one has no tag and gives nothing, so nothing of it is read. An institution that is named and not there, or has no number, would leave the whole unit.
        var isEnded = member.Status == (int)MemberStatus.Ended;
        var isIntact = isEnded || (tags.Verifies(member, row.GetBytesOrNull(at + MemberColumns.Width)) && member.Institution.HasValue == !row.IsDBNull(at + InstitutionAt + 1));
        var isRead = isIntact && !isEnded;
        return new UnitStanding
        {
            IsIntact = isIntact,
            Membership = new MembershipId(member.Id),
            Role = Enum.IsDefined((UnitRole)member.Role) ? (UnitRole)member.Role : UnitRole.Agent,
            Link = Enum.IsDefined((MembershipLink)member.Link) ? (MembershipLink)member.Link : MembershipLink.Delegated,
            Status = Enum.IsDefined((MemberStatus)member.Status) ? (MemberStatus)member.Status : MemberStatus.AwaitingConfirmation,
            SuspendedAt = isRead ? Instant(member.SuspendedAt) : null,
            HoldUntil = isRead ? Instant(member.HoldUntil) : null,
            Version = member.Version,
            Unit = new UnitId(row.GetKey(at + UnitAt)),
            UnitName = row.GetString(at + UnitAt + 1),
            CreditCode = row.GetTextOrNull(at + UnitAt + 2) is { } code ? UnifiedSocialCreditCode.Restore(code) : null,
            UnitNumber = UnitNumber.Restore(row.GetString(at + UnitAt + 3)),
            UnitType = (UnitType)row.GetInt32(at + UnitAt + 4),
            Region = Region.Read(row.GetTextOrNull(at + UnitAt + 5)).OrNull,
            UnitStatus = (UnitStatus)row.GetInt32(at + UnitAt + 6),
            Institution = Institution(row, at + InstitutionAt),
            Mandate = isRead && member.Mandate is { } mandate ? Mandate(mandate) : null,
        };
    }

    /// <summary>When the membership was made. What was written past the house may be no instant: it is read as the nearest that can be reckoned with, so that the others of the list are still read.</summary>
    /// <param name="row">With <see cref="Columns"/>.</param>
    /// <param name="at">Where they begin.</param>
    public static DateTimeOffset AddedAt(DbDataReader row, int at) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(row.GetInt64(at + 9), 0, LastAddedAt));

    /// <summary>The place whose seats it counts in, as stored.</summary>
    /// <param name="row">With <see cref="Columns"/>.</param>
    /// <param name="at">Where they begin.</param>
    public static Guid PlaceOf(DbDataReader row, int at) => row.GetKey(at + MemberColumns.Width - 1);

    private static DateTimeOffset? Instant(long? milliseconds) => milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    private static InstitutionStanding? Institution(DbDataReader row, int at) => row.IsDBNull(at + 1)
        ? null
        : new InstitutionStanding(new InstitutionId(row.GetKey(at)), InstitutionNumber.Restore(row.GetString(at + 1)), row.GetString(at + 2), (UnitStatus)row.GetInt32(at + 3));

    private static Mandate Mandate(MandateColumns mandate) => new(
        new MandateId(mandate.Id),
        Validity.Restore(DateOnly.FromDayNumber(mandate.FirstDay), DateOnly.FromDayNumber(mandate.LastDay)),
        mandate.AllItems ? MandateScope.All : MandateScope.Of(GrantSql.Words(mandate.Items).Select(code => BusinessItemCode.Read(code).Value)),
        new GrantedBy((MembershipLink)mandate.GrantedMethod, (UnitRole?)mandate.GrantedRole, mandate.GrantedPerson is { } person ? new PersonId(person) : null),
        mandate.Version);
}
