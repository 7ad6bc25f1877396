using System.Data.Common;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Rows;
using JsHrss.Storage.Startup;
using JsHrss.Storage.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace JsHrss.Storage.Tests.Startup;

public sealed class SchemaTests(PostgreSqlTests server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void The_migrations_of_every_database_hold_the_whole_model()
    {
        using HallDb sqlite = new SqliteHallDbDesign().CreateDbContext([]);
        using HallDb postgreSql = new PostgreSqlHallDbDesign().CreateDbContext([]);
        using HallDb sqlServer = new SqlServerHallDbDesign().CreateDbContext([]);
        Assert.False(sqlite.Database.HasPendingModelChanges(), "dotnet ef migrations add ... --context SqliteHallDb");
        Assert.False(postgreSql.Database.HasPendingModelChanges(), "dotnet ef migrations add ... --context PostgreSqlHallDb");
        Assert.False(sqlServer.Database.HasPendingModelChanges(), "dotnet ef migrations add ... --context SqlServerHallDb");
    }

    [Fact]
    [Trait("Case", "FT-11")]
    public async Task Two_that_migrate_at_once_make_one_schema_and_one_set_of_keys()
    {
        await using var first = await TestStore.FreshAsync(server, Environments.Development);
        _ = first.Get<IStorageStartup>(); // makes the master key file
        await using var second = TestStore.Over(first, TimeProvider.System, Environments.Development);
        var done = await Task.WhenAll(new[] { first, second }.Select(store => Task.Run(async () => await store.Get<IStorageStartup>().MigrateAsync(Ct), Ct)));
        Assert.Single(done, one => one.Migrations.Length > 0);
        Assert.Equal((1, 1), (first.Count("signing_key"), first.Count("ring_key")));
    }

    [Fact]
    [Trait("Case", "AD-14")]
    public async Task The_serving_role_adds_to_the_audit_and_changes_nothing_in_it_and_the_auditor_only_reads_it()
    {
        var (serving, auditor) = ($"serving_{Guid.NewGuid():n}", $"auditor_{Guid.NewGuid():n}");
        await using var owner = await TestStore.FreshAsync(server, Environments.Development, ("Database:ServerRole", serving), ("Database:AuditorRole", auditor));
        await (await server.Server).ExecuteAsync("postgres", $"create role {serving} login; create role {auditor} login");
        await owner.Get<IStorageStartup>().MigrateAsync(Ct);

        await using (var store = await TestStore.StartOverAsync(server, owner.Folder, As(serving), TimeProvider.System))
            await store.Get<IHallDatabase>().WriteAsync(write => write.Prepare("insert into lease(name, holder, until) values ('x', 'y', 1)").Run(), Ct);
        foreach (var sql in new[] { "update audit_fact set reason = 'x'", "delete from audit_fact", "truncate audit_fact", "delete from audit_seal", "update audit_detail set salt = detail_sealed", "create table mine(n int)", "drop table lease", "delete from \"__EFMigrationsHistory\"" })
            Refused(serving, sql);

        Assert.NotNull(Run(auditor, "select count(*) from audit_fact"));
        foreach (var sql in new[] { "select count(*) from person", "select count(*) from signing_key", "insert into audit_seal select * from audit_seal", "delete from audit_detail" })
            Refused(auditor, sql);

        string As(string role) => new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Username = role }.ToString();

        object? Run(string role, string sql)
        {
            using var connection = server.Open(As(role));
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteScalar();
        }

        void Refused(string role, string sql) => Assert.True(Assert.ThrowsAny<DbException>(() => Run(role, sql)).SqlState == PostgresErrorCodes.InsufficientPrivilege, sql);
    }
}
