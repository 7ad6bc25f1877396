using System.Buffers.Binary;
using System.Data.Common;
using System.Text;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>What gives authority in a membership and its mandate, as stored: whatever is here cannot be changed past the house (R146, REG-14).</summary>
/// <remarks>
/// One tag for both rows: so neither a row can be changed nor the mandate of one moved to another, taken away, or put back as it was before. Not in it are the columns that give nothing: the seat, and the
/// place, which follows from unit and institution and is compared with them. A whole state of both rows that once stood can be put back with its tag; that is seen in the audit's seals, not here.
/// </remarks>
internal readonly record struct MemberColumns
{
    /// <summary>What a select names, in the order of <see cref="Read"/>, for a membership <c>m</c> with its mandate <c>d</c>.</summary>
    public const string Columns =
        "m.id, m.person, m.unit, m.institution, m.role, m.link, m.status, m.suspended_at, m.hold_until, m.created_at, m.version, "
        + "d.id, d.version, d.first_day, d.last_day, d.all_items, d.items, d.granted_method, d.granted_role, d.granted_person, m.\"within\"";

    public const int Width = 21;

    private const int Fixed = 256; // more than everything but the items takes

    public required Guid Id { get; init; }

    public required Guid Person { get; init; }

    public required Guid Unit { get; init; }

    public required Guid? Institution { get; init; }

    public required int Role { get; init; }

    public required int Link { get; init; }

    public required int Status { get; init; }

    public required long? SuspendedAt { get; init; }

    public required long? HoldUntil { get; init; }

    public required long CreatedAt { get; init; }

    public required int Version { get; init; }

    public MandateColumns? Mandate { get; init; }

    /// <summary>The place whose seats it counts in, as stored.</summary>
    public required Guid Within { get; init; }

    /// <summary>Whether it counts where it serves; elsewhere it would be on nobody's list, and take no seat.</summary>
    public bool IsInItsPlace => Within == (Institution ?? Unit);

    public static MemberColumns Read(DbDataReader row, int at) => new()
    {
        Id = row.GetKey(at),
        Person = row.GetKey(at + 1),
        Unit = row.GetKey(at + 2),
        Institution = row.GetKeyOrNull(at + 3),
        Role = row.GetInt32(at + 4),
        Link = row.GetInt32(at + 5),
        Status = row.GetInt32(at + 6),
        SuspendedAt = row.IsDBNull(at + 7) ? null : row.GetInt64(at + 7),
        HoldUntil = row.IsDBNull(at + 8) ? null : row.GetInt64(at + 8),
        CreatedAt = row.GetInt64(at + 9),
        Version = row.GetInt32(at + 10),
        Mandate = row.IsDBNull(at + 11)
            ? null
            : new MandateColumns(
                row.GetKey(at + 11), row.GetInt32(at + 12), row.GetInt32(at + 13), row.GetInt32(at + 14), row.GetBoolean(at + 15), row.GetString(at + 16),
                row.GetInt32(at + 17), row.GetNumberOrNull(at + 18), row.GetKeyOrNull(at + 19)),
        Within = row.GetKey(at + 20),
    };

    public static MemberColumns Of(UnitMember member) => new()
    {
        Id = member.Id.Value,
        Person = member.Person.Value,
        Unit = member.Unit.Value,
        Institution = member.Institution?.Value,
        Role = (int)member.Role,
        Link = (int)member.Link,
        Status = (int)member.Status,
        SuspendedAt = member.SuspendedAt?.ToUnixTimeMilliseconds(),
        HoldUntil = member.HoldUntil?.ToUnixTimeMilliseconds(),
        CreatedAt = member.CreatedAt.ToUnixTimeMilliseconds(),
        Version = member.Version,
        Mandate = member.Mandate is { } mandate ? MandateColumns.Of(mandate) : null,
        Within = member.Institution?.Value ?? member.Unit.Value,
    };

    /// <summary>So many bytes hold it.</summary>
    public int MostBytes => Fixed + Encoding.UTF8.GetByteCount(Mandate?.Items ?? "");

    /// <summary>Every value at its own place, and the only one of any length last: none can be read as another's.</summary>
    /// <returns>How many bytes were written.</returns>
    public int Write(Span<byte> bytes)
    {
        var at = 0;
        Put(bytes, ref at, Id);
        Put(bytes, ref at, Person);
        Put(bytes, ref at, Unit);
        PutKey(bytes, ref at, Institution);
        PutNumber(bytes, ref at, Role);
        PutNumber(bytes, ref at, Link);
        PutNumber(bytes, ref at, Status);
        PutNumber(bytes, ref at, SuspendedAt);
        PutNumber(bytes, ref at, HoldUntil);
        PutNumber(bytes, ref at, CreatedAt);
        PutNumber(bytes, ref at, Version);
        bytes[at++] = (byte)(Mandate is null ? 0 : 1);
        if (Mandate is { } mandate)
        {
            Put(bytes, ref at, mandate.Id);
            PutNumber(bytes, ref at, mandate.Version);
            PutNumber(bytes, ref at, mandate.FirstDay);
            PutNumber(bytes, ref at, mandate.LastDay);
            bytes[at++] = (byte)(mandate.AllItems ? 1 : 0);
            PutNumber(bytes, ref at, mandate.GrantedMethod);
            PutNumber(bytes, ref at, mandate.GrantedRole);
            PutKey(bytes, ref at, mandate.GrantedPerson);
            at += Encoding.UTF8.GetBytes(mandate.Items, bytes[at..]);
        }

        return at;
    }

    private static void Put(Span<byte> bytes, ref int at, Guid key)
    {
        key.TryWriteBytes(bytes[at..], bigEndian: true, out _);
        at += 16;
    }

    private static void PutKey(Span<byte> bytes, ref int at, Guid? key)
    {
        bytes[at++] = (byte)(key is null ? 0 : 1);
        Put(bytes, ref at, key ?? Guid.Empty);
    }

    private static void PutNumber(Span<byte> bytes, ref int at, long? number)
    {
        bytes[at++] = (byte)(number is null ? 0 : 1);
        BinaryPrimitives.WriteInt64BigEndian(bytes[at..], number ?? 0);
        at += 8;
    }
}

/// <summary>A mandate's row.</summary>
internal sealed record MandateColumns(Guid Id, int Version, int FirstDay, int LastDay, bool AllItems, string Items, int GrantedMethod, int? GrantedRole, Guid? GrantedPerson)
{
    public static MandateColumns Of(Mandate mandate) => new(
        mandate.Id.Value, mandate.Version, mandate.Validity.Start.DayNumber, mandate.Validity.End.DayNumber, mandate.Scope.IsAll,
        mandate.Scope.IsAll ? "" : string.Join(' ', mandate.Scope.Items),
        (int)mandate.GrantedBy.Method, (int?)mandate.GrantedBy.Role, mandate.GrantedBy.Person?.Value);
}
