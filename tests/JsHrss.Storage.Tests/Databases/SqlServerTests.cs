using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace JsHrss.Storage.Tests.Databases;

/// <summary>The server that <c>JSHRSS_SQLSERVER</c> names by a connection string with the right to create databases. Each test makes one of its own; they are dropped at the end.</summary>
public sealed class SqlServerTests : TestDatabase, IAsyncDisposable
{
    private readonly List<string> made = [];

    private const string Variable = "JSHRSS_SQLSERVER";

    /// <summary>Null: no server was named.</summary>
    private static string? Server { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;

    public static bool IsNamed => Server is not null;

    public override string Provider => "SqlServer";

    public override string NoKey => "0x00000000000000000000000000000000";

    public override string UnguardFacts => "drop trigger audit_fact_no_update";

    public override string RandomKey => "cast(newid() as binary(16))";

    public override bool IsConstraint(DbException failure) => failure is SqlException { Number: 2627 or 2601 or 547 };

    public override string Bytes(string hex) => $"0x{hex}";

    public override string TextOf(string key) => $"convert(varchar(32), {key}, 2)";

    public override string Refuse(string table) => $"create trigger no_{table} on {table} instead of insert as throw 51009, N'full', 1;";

    public override async Task<string> MakeAsync(string folder, bool isEmpty)
    {
        var name = $"hall_{Guid.NewGuid():n}";
        await ExecuteAsync($"create database {name}");
        lock (made)
            made.Add(name);
        return new SqlConnectionStringBuilder(Server) { InitialCatalog = name }.ToString();
    }

    public override DbConnection Open(string connectionString)
    {
        var connection = new SqlConnection(new SqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in made)
            await ExecuteAsync($"alter database {name} set single_user with rollback immediate; drop database {name}");
    }

    /// <summary>A connection to the server that is named.</summary>
    /// <exception cref="InvalidOperationException">None is named, or none answers; the message says which.</exception>
    public static async Task<SqlConnection> ConnectAsync()
    {
        var connection = new SqlConnection(Named());
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch (SqlException failure)
        {
            await connection.DisposeAsync();
            throw new InvalidOperationException($"The SQL Server that {Variable} names does not answer: {failure.Message}", failure);
        }
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Named()
    {
        try
        {
            return new SqlConnectionStringBuilder(Server ?? throw new InvalidOperationException($"{Variable} names no server.")) { Pooling = false, ConnectTimeout = 5, ConnectRetryCount = 0 }.ToString();
        }
        catch (ArgumentException failure)
        {
            throw new InvalidOperationException($"{Variable} is no connection string of SQL Server, such as: Server=localhost;User Id=sa;Password=...;TrustServerCertificate=true", failure);
        }
    }
}
