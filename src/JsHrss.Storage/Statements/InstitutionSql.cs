using System.Collections.Immutable;
using System.Data.Common;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>Statements of institutions.</summary>
internal static class InstitutionSql
{
    private const int Width = 14;
    private const string Columns = "i.id, i.unit, i.number, i.name, i.business_line, i.status, i.applied_by, i.applied_in, i.decided_by, i.decided_client, i.decided_at, i.reason, i.created_at, i.version";
    private const string UnitColumns = "u.id, u.code, u.number, u.name, u.type, u.region, u.status, u.created_at, u.version";

    public const string Find = $"select {Columns}, {UnitColumns} from institution i join unit u on u.id = i.unit where i.id = @id";

    public const string FindUnit = $"select {UnitColumns} from unit u where u.id = @id";

    public static Sql OfUnit { get; } = Sql.Of(dialect => $"select {Columns} from institution i where i.unit = @unit and i.id > @after order by i.id {Sql.Limit(dialect, "@most")}");

    public static Sql InState { get; } = Sql.Of(dialect =>
        $"select {Columns}, {UnitColumns} from institution i join unit u on u.id = i.unit where i.status = @status and i.id > @after order by i.id {Sql.Limit(dialect, "@most")}");

    public const string Seats = """
        select w.id, m.role, count(*) from membership m join institution w on w.id = m."within"
        where w.unit = @unit and m.status <> 9 and (m.status <> 1 or m.created_at > @after) group by w.id, m.role
        """;

    /// <summary>Takes the unit's row until the end of the transaction, so that what is counted below is counted once.</summary>
    public const string HoldUnit = "update unit set version = version where id = @unit and status = 1";

    // A name is free again when nothing bears it or asks for it any more.
    private const string NameIsFree = "not exists(select 1 from institution where unit = @unit and name = @name and status in (1, 2, 4))";

    private const string MayApply = """
        exists(select 1 from membership where id = @applied_in and person = @applied_by and unit = @unit and institution is null and role in (1, 2) and status = 2 and suspended_at is null)
        """;

    private const string FewAreOpen = "(select count(*) from institution where unit = @unit and status = 4) < @most_open";
    private const string FewToday = "(select count(*) from institution where unit = @unit and applied_in is not null and created_at > @since) < @most_a_day";

    public const string Insert = $"""
        insert into institution(id, version, unit, serial, number, name, business_line, status, applied_by, applied_in, decided_by, decided_client, decided_at, reason, created_at)
        select @id, 1, @unit, @serial, @number, @name, @business_line, @status, @applied_by, @applied_in, @decided_by, @decided_client, @decided_at, @reason, @at
        where {NameIsFree} and (@applied_in is null or ({MayApply} and {FewAreOpen} and {FewToday}))
        """;

    /// <summary>Why nothing was inserted: four truths, in the order of <see cref="InstitutionStore"/>.</summary>
    public static Sql Why { get; } = Sql.Of(dialect => $"select {string.Join(", ", ((string[])[NameIsFree, MayApply, FewAreOpen, FewToday]).Select(truth => Sql.Truth(dialect, truth)))}");

    private const string MayMove = """
        exists(select 1 from membership m where m.id = @acting and m.person = @acting_person and m.unit = institution.unit and m.institution is null and m.role in (1, 2) and m.status = 2 and m.suspended_at is null)
        """;

    public const string Move = $"""
        update institution set status = @to, version = version + 1, serial = coalesce(@serial, serial), number = coalesce(@number, number),
               decided_by = @decided_by, decided_client = @decided_client, decided_at = @decided_at, reason = @reason
        where id = @id and version = @version and status = @from and (@acting is null or {MayMove})
        """;

    public const string MoveOfActiveUnit = $"{Move} and exists(select 1 from unit where unit.id = institution.unit and unit.status = 1)";

    public const string LastSerial = "select max(serial) from institution";

    /// <summary>Whether a unit was imported under a number that would be an institution's (case UN-19).</summary>
    public const string IsAUnitsNumber = "select 1 from unit where number = @number";

    public static Institution Read(DbDataReader row) => new()
    {
        Id = new InstitutionId(row.GetKey(0)),
        Unit = new UnitId(row.GetKey(1)),
        Number = row.GetTextOrNull(2) is { } number ? InstitutionNumber.Restore(number) : null,
        Name = row.GetString(3),
        BusinessLine = row.GetString(4),
        Status = (InstitutionStatus)row.GetInt32(5),
        AppliedBy = row.GetKeyOrNull(6) is { } person ? new InstitutionApplicant(new PersonId(person), new MembershipId(row.GetKey(7))) : null,
        Decision = row.GetTextOrNull(8) is { } officer ? new InstitutionDecision(OfficerInCharge.Restore(row.GetString(9), officer), row.GetInstant(10), row.GetTextOrNull(11)) : null,
        CreatedAt = row.GetInstant(12),
        Version = row.GetInt32(13),
    };

    public static InstitutionOfUnit ReadWithUnit(DbDataReader row) => new(Read(row), UnitStore.Read(row, Width));

    public static ImmutableArray<T> All<T>(Statement statement, Func<DbDataReader, T> read)
    {
        var all = ImmutableArray.CreateBuilder<T>();
        using var row = statement.Read();
        while (row.Read())
            all.Add(read(row));
        return all.ToImmutable();
    }

    public static Statement Bind(Statement statement, InstitutionDecision? decision) => statement
        .Bind("@decided_by", decision?.By.Account)
        .Bind("@decided_client", decision?.By.Client)
        .Bind("@decided_at", decision?.At)
        .Bind("@reason", decision?.Reason);

    public static Statement Bind(Statement statement, InstitutionNumber? number) => statement.Bind("@number", number?.Value).Bind("@serial", number?.Serial);
}
