using System.Data.Common;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgreSqlTests))]

namespace JsHrss.Storage.Tests.Databases;

/// <summary>One server for all tests of this assembly, begun by the first that asks. A test's database is a copy of one that was prepared once.</summary>
public sealed class PostgreSqlTests : TestDatabase, IAsyncDisposable
{
    private const string Template = "template_hall";

    private readonly Lazy<Task<PostgreSqlServer>> server;
    private readonly string templateFolder = Directory.CreateTempSubdirectory("hall-template-").FullName;
    private int made;

    public PostgreSqlTests() => server = new Lazy<Task<PostgreSqlServer>>(PrepareAsync);

    public override string Provider => "PostgreSql";

    public Task<PostgreSqlServer> Server => server.Value;

    public override string NoKey => "'00000000-0000-0000-0000-000000000000'::uuid";

    public override string UnguardFacts => "drop trigger audit_fact_no_update on audit_fact";

    public override string RandomKey => "gen_random_uuid()";

    public override bool IsConstraint(DbException failure) => failure.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CheckViolation;

    public override string Bytes(string hex) => $"'\\x{hex}'::bytea";

    public override string TextOf(string key) => $"({key}::uuid)::text";

    public override string Refuse(string table) => $"""
        create function no_{table}() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$;
        create trigger no_{table} before insert on {table} for each row execute function no_{table}()
        """;

    public override async Task<string> MakeAsync(string folder, bool isEmpty)
    {
        PostgreSqlServer.SkipWhereMissing();
        var running = await Server;
        var name = $"t{Interlocked.Increment(ref made)}";
        await running.ExecuteAsync("postgres", isEmpty ? $"create database {name}" : $"create database {name} template {Template}");
        if (!isEmpty)
            File.Copy(MasterKey(templateFolder), MasterKey(folder));
        return running.Connection(name);
    }

    public override DbConnection Open(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated)
            await (await server.Value).DisposeAsync();
        Directory.Delete(templateFolder, recursive: true);
    }

    private async Task<PostgreSqlServer> PrepareAsync()
    {
        var running = await PostgreSqlServer.StartAsync();
        await running.ExecuteAsync("postgres", $"create database {Template}");
        await using (await TestStore.StartOverAsync(this, templateFolder, running.Connection(Template), new HandMovedClock()))
        {
            // Schema, signing key and ring key are there now.
        }

        return running;
    }

    private static string MasterKey(string folder) => Path.Combine(folder, "master.key");
}
