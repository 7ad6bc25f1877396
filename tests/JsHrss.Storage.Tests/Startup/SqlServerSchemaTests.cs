using JsHrss.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace JsHrss.Storage.Tests.Startup;

/// <summary>The schema on SQL Server, as far as it can be known without a server.</summary>
public sealed class SqlServerSchemaTests : IDisposable
{
    private readonly HallDb db = new SqlServerHallDbDesign().CreateDbContext([]);

    public void Dispose() => db.Dispose();

    [Fact]
    public void The_script_for_an_operator_is_the_one_that_is_kept()
    {
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        Assert.True(Plain(File.ReadAllText(Kept())) == Plain(script), "dotnet ef migrations script --idempotent --context SqlServerHallDb --project src/JsHrss.Storage -o deploy/sqlserver/schema.sql");
    }

    [Fact]
    public void No_index_takes_more_than_the_server_lets_it()
    {
        foreach (var table in Tables())
        {
            Assert.All(table.GetKeys(), key => Assert.InRange(key.Properties.Sum(Bytes), 1, 900));
            Assert.All(table.GetIndexes(), index => Assert.InRange(index.Properties.Sum(Bytes), 1, 1700));
        }
    }

    [Fact]
    public void No_index_is_filtered_by_an_or() =>
        Assert.DoesNotContain(Tables().SelectMany(table => table.GetIndexes()), index => index.GetFilter()?.Contains(" or ", StringComparison.Ordinal) == true);

    [Fact]
    public void Keys_are_sixteen_bytes_that_sort_as_they_were_made() =>
        Assert.All(Tables().SelectMany(table => table.GetProperties()).Where(column => column.ClrType == typeof(Guid) || column.ClrType == typeof(Guid?)), column => Assert.Equal("binary(16)", column.GetColumnType()));

    [Fact]
    public void No_text_is_compared_without_regard_to_capitals() =>
        Assert.All(Tables().SelectMany(table => table.GetProperties()).Where(column => column.ClrType == typeof(string)), column => Assert.EndsWith("_BIN2", column.GetCollation(), StringComparison.Ordinal));

    [Fact]
    public void The_triggers_of_the_audit_are_in_the_script()
    {
        var script = File.ReadAllText(Kept());
        Assert.All(
            ["audit_fact_no_update", "audit_fact_no_delete", "audit_seal_no_update", "audit_seal_no_delete", "audit_detail_no_update"],
            trigger => Assert.Contains($"create trigger {trigger} ", script, StringComparison.Ordinal));
    }

    private IEnumerable<IEntityType> Tables() => db.GetService<IDesignTimeModel>().Model.GetEntityTypes();

    private static int Bytes(IProperty column) => column.ClrType == typeof(string) ? 2 * (column.GetMaxLength() ?? 100_000)
        : column.ClrType == typeof(byte[]) ? column.GetMaxLength() ?? 100_000
        : column.ClrType == typeof(Guid) || column.ClrType == typeof(Guid?) ? 16
        : 8;

    private static string Plain(string script) => script.TrimStart('\uFEFF').ReplaceLineEndings("\n").Trim();

    private static string Kept()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "JsHrss.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("JsHrss.sln is in no folder above the tests.");
        return Path.Combine(folder, "deploy", "sqlserver", "schema.sql");
    }
}
