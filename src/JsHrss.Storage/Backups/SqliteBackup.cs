using JsHrss.Storage.Startup;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace JsHrss.Storage.Backups;

/// <summary>One state of a SQLite database as a file of its own, compact and without a log beside it. It reads as any look-up does and holds up no write of a running server.</summary>
internal sealed class SqliteBackup(IOptions<DatabaseOptions> options) : IDatabaseBackup
{
    public async ValueTask<long> WriteAsync(string file, CancellationToken ct)
    {
        if (options.Value.Provider != "Sqlite")
            throw new InvalidOperationException("This command copies SQLite databases. A database server is backed up with its own tools (docs/operations.md, Backup and restore).");
        var path = Path.GetFullPath(file);
        if (File.Exists(path))
            throw new InvalidOperationException($"{path} exists already; a backup overwrites nothing. Name a new file.");
        var part = path + ".part";
        try
        {
            Make(part);
            await CopyAsync(part, ct).ConfigureAwait(false);
            await CheckAsync(part, ct).ConfigureAwait(false);
            await using (var written = new FileStream(part, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                written.Flush(flushToDisk: true);
            File.Move(part, path);
            return new FileInfo(path).Length;
        }
        catch (SqliteException failure)
        {
            throw new InvalidOperationException($"The database could not be copied: {failure.Message}", failure);
        }
        finally
        {
            File.Delete(part);
        }
    }

    // Empty, and the account's own before anything stands in it; VACUUM INTO fills an empty file.
    private static void Make(string part)
    {
        var made = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            made.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(part, made).Dispose();
    }

    private async Task CopyAsync(string part, CancellationToken ct)
    {
        await using var database = await OpenAsync(new SqliteConnectionStringBuilder(options.Value.ConnectionString) { Mode = SqliteOpenMode.ReadWrite, Pooling = false }, ct).ConfigureAwait(false);
        await using var copy = database.CreateCommand();
        copy.CommandText = "vacuum into @file";
        copy.CommandTimeout = 0;
        copy.Parameters.AddWithValue("@file", part);
        await copy.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private static async Task CheckAsync(string part, CancellationToken ct)
    {
        await using var database = await OpenAsync(new SqliteConnectionStringBuilder { DataSource = part, Mode = SqliteOpenMode.ReadOnly, Pooling = false }, ct).ConfigureAwait(false);
        await using var check = database.CreateCommand();
        check.CommandText = "pragma integrity_check";
        check.CommandTimeout = 0;
        if (await check.ExecuteScalarAsync(ct).ConfigureAwait(false) is not "ok")
            throw new InvalidOperationException("The copy is not sound (pragma integrity_check). Check the database and the disk; nothing was kept.");
    }

    private static async Task<SqliteConnection> OpenAsync(SqliteConnectionStringBuilder settings, CancellationToken ct)
    {
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            await connection.OpenAsync(ct).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
