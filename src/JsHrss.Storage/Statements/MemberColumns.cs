using System.Buffers.Binary;
using System.Data.Common;
using System.Text;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>What gives authority in a membership and its mandate, as stored: whatever is here cannot be changed past the house (R146, REG-14).</summary>
/// <remarks>
/// One tag for both rows: so neither a row can be changed nor the mandate of one moved to another, taken away, or put back as it was before. Not in it are the columns that give nothing: seat and place follow from
/// role, unit and institution. A whole state of both rows that once stood can be put back with its tag; that is seen in the audit's seals, not here.
/// </remarks>
internal readonly record struct MemberColumns
{
    /// <summary>What a select names, in the order of <see cref="Read"/>, for a membership <c>m</c> with its mandate <c>d</c>.</summary>
    public const string Columns =
        "m.id, m.person, m.unit, m.institution, m.role, m.link, m.status, m.suspended_at, m.hold_until, m.created_at, m.version, "
        + "d.id, d.version, d.first_day, d.last_day, d.all_items, d.items, d.granted_method, d.granted_role, d.granted_person";

    public const int Width = 20;

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
    };

    /// <summary>Every value at its place or behind its length; none can be read as another's.</summary>
    public byte[] ToBytes()
    {
        var items = Mandate?.Items ?? "";
        var bytes = new byte[Fixed + Encoding.UTF8.GetByteCount(items)];
        var at = 0;
        Put(Id);
        Put(Person);
        Put(Unit);
        PutKey(Institution);
        PutNumber(Role);
        PutNumber(Link);
        PutNumber(Status);
        PutNumber(SuspendedAt);
        PutNumber(HoldUntil);
        PutNumber(CreatedAt);
        PutNumber(Version);
        bytes[at++] = (byte)(Mandate is null ? 0 : 1);
        if (Mandate is { } mandate)
        {
            Put(mandate.Id);
            PutNumber(mandate.Version);
            PutNumber(mandate.FirstDay);
            PutNumber(mandate.LastDay);
            bytes[at++] = (byte)(mandate.AllItems ? 1 : 0);
            PutNumber(mandate.GrantedMethod);
            PutNumber(mandate.GrantedRole);
            PutKey(mandate.GrantedPerson);
            at += Encoding.UTF8.GetBytes(items, bytes.AsSpan(at));
        }

        return bytes[..at];

        void Put(Guid key)
        {
            key.TryWriteBytes(bytes.AsSpan(at), bigEndian: true, out _);
            at += 16;
        }

        void PutKey(Guid? key)
        {
            bytes[at++] = (byte)(key is null ? 0 : 1);
            Put(key ?? Guid.Empty);
        }

        void PutNumber(long? number)
        {
            bytes[at++] = (byte)(number is null ? 0 : 1);
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(at), number ?? 0);
            at += 8;
        }
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
