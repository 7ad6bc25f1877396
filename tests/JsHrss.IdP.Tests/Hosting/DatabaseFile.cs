using System.Security.Cryptography;
using System.Text;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Statements;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>The server's SQLite file, opened beside it: how a test does what an administration will do once it exists, and sees what is really stored.</summary>
public sealed class DatabaseFile(string path, Func<IServiceProvider>? server = null)
{
    /// <summary>Changes rows; fails when none, or more than expected, were meant. Memberships and mandates are tagged anew.</summary>
    public async Task ChangeAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, parameters);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        if (server is not null && (sql.StartsWith("update membership", StringComparison.Ordinal) || sql.StartsWith("update mandate", StringComparison.Ordinal)))
            await TagMembersAsync(server());
    }

    /// <summary>Memberships and mandates that a test changed get the tag that the house would have given them; without, they would serve nothing.</summary>
    private static Task<int> TagMembersAsync(IServiceProvider services)
    {
        var tags = services.GetRequiredService<MemberTags>();
        return services.GetRequiredService<IHallDatabase>().WriteAsync(
            write =>
            {
                var all = new List<MemberColumns>();
                using (var row = write.Prepare($"select {MemberColumns.Columns} from membership m left join mandate d on d.membership = m.id where m.status <> 9").Read())
                {
                    while (row.Read())
                        all.Add(MemberColumns.Read(row, 0));
                }

                all.ForEach(one => tags.Write(write, one));
                return all.Count;
            },
            TestContext.Current.CancellationToken);
    }

    /// <summary>Whatever the file's owner can do.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, []);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>One number; of two nodes' common database too, where nothing is bound.</summary>
    public async Task<long> CountAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        if (SecondNode.IsWanted && server is not null && parameters.Length == 0)
            return await server().GetRequiredService<IHallDatabase>().ReadAsync(statements => Number(statements.Get(sql)), TestContext.Current.CancellationToken);
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, parameters);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static long Number(Statement statement)
    {
        using var row = statement.Read();
        return row.Read() ? row.GetInt64(0) : throw new InvalidOperationException("No row.");
    }

    /// <summary>What stands in all tables but the named ones, as one text a table: equal before and after means that nothing was changed.</summary>
    public async Task<IReadOnlyDictionary<string, string>> StandAsync(params string[] without)
    {
        await using var connection = await OpenAsync();
        var tables = new List<string>();
        await using (var command = Command(connection, "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '__EF%'", []))
        await using (var names = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await names.ReadAsync(TestContext.Current.CancellationToken))
                tables.Add(names.GetString(0));
        }

        var stand = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in tables.Except(without, StringComparer.Ordinal))
        {
            await using var command = Command(connection, $"select * from \"{table}\" order by rowid", []);
            await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var count = 0;
            for (; await rows.ReadAsync(TestContext.Current.CancellationToken); count++)
            {
                for (var i = 0; i < rows.FieldCount; i++)
                    digest.AppendData(rows.GetValue(i) is byte[] bytes ? bytes : Encoding.UTF8.GetBytes($"{rows.GetValue(i)}|"));
            }

            stand[table] = $"{count} rows {Convert.ToHexString(digest.GetHashAndReset())}";
        }

        return stand;
    }

    /// <summary>All bytes on disk, with what waits in the write-ahead log.</summary>
    public async Task<byte[]> BytesAsync()
    {
        using var all = new MemoryStream();
        foreach (var file in new[] { path, path + "-wal" }.Where(File.Exists))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await stream.CopyToAsync(all, TestContext.Current.CancellationToken);
        }

        return all.ToArray();
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value is Guid key ? key.ToByteArray(bigEndian: true) : value ?? DBNull.Value);
        return command;
    }
}
