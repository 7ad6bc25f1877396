using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>What units say of themselves, in the database.</summary>
internal sealed class UnitProfiles(IHallDatabase database, AuditWriter audit) : IUnitProfiles
{
    private const string ReadSql = "select version, economic_type, industry, affiliation, registered_address, nature from unit_profile where unit = @unit";

    private static readonly Sql InsertSql = Sql.Of(Insert(""), sqlServer: Insert(" with (updlock, holdlock)"));

    private static string Insert(string held) => $"""
        insert into unit_profile(unit, version, economic_type, industry, affiliation, registered_address, nature, changed_at)
        select @unit, @version, @economic_type, @industry, @affiliation, @registered_address, @nature, @now
        where not exists(select 1 from unit_profile{held} where unit = @unit)
        """;

    private const string UpdateSql = """
        update unit_profile set version = @version, economic_type = @economic_type, industry = @industry, affiliation = @affiliation, registered_address = @registered_address, nature = @nature, changed_at = @now
        where unit = @unit and version = @version - 1
        """;

    public async ValueTask<UnitProfile> ReadAsync(UnitId unit, CancellationToken ct) => await database.LookAsync(
        statements => statements.Get(ReadSql).Bind("@unit", unit.Value),
        row => row.Read()
            ? new UnitProfile
            {
                Version = row.GetInt32(0),
                EconomicType = row.GetTextOrNull(1),
                Industry = row.GetTextOrNull(2),
                Affiliation = row.GetTextOrNull(3),
                RegisteredAddress = row.GetTextOrNull(4),
                Nature = row.GetTextOrNull(5),
            }
            : UnitProfile.Empty,
        ct).ConfigureAwait(false);

    public async ValueTask<bool> ChangeAsync(UnitProfileChange change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        var origin = audit.Origin();
        return await database.WriteAsync(
            write =>
            {
                write.OneAtATime($"unit_profile {change.Unit.Value:N}"); // two first profiles of one unit must not meet at its key
                if (!MemberSql.Acts(write, change.By, change.Unit.Value, null) || Bind(change.Profile.Version == 1 ? write.Prepare(InsertSql) : write.Prepare(UpdateSql), change).Run() != 1)
                    return write.Undo(false);
                audit.Write(write, change.Facts, origin);
                return true;
            },
            ct).ConfigureAwait(false);
    }

    private static Statement Bind(Statement statement, UnitProfileChange change) => statement
        .Bind("@unit", change.Unit.Value)
        .Bind("@version", change.Profile.Version)
        .Bind("@economic_type", change.Profile.EconomicType)
        .Bind("@industry", change.Profile.Industry)
        .Bind("@affiliation", change.Profile.Affiliation)
        .Bind("@registered_address", change.Profile.RegisteredAddress)
        .Bind("@nature", change.Profile.Nature)
        .Bind("@now", change.At);
}
