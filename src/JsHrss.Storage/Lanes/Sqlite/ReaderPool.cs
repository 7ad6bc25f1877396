using System.Collections.Concurrent;
using JsHrss.OpenId.Ports;
using Microsoft.Data.Sqlite;

namespace JsHrss.Storage.Lanes.Sqlite;

/// <summary>Connections that can only read (<c>query_only</c>), with their prepared statements. Bounded: a look-up waits one second for one, then the answer is 503 (case FT-07).</summary>
internal sealed class ReaderPool(Func<SqliteConnection> connect, CommandMeter meter) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly ConcurrentBag<SqliteStatements> idle = [];
    private readonly SemaphoreSlim places = new(Places);

    /// <summary>How many look-ups run at once.</summary>
    public static int Places { get; } = Math.Max(8, 4 * Environment.ProcessorCount);

    /// <summary>One look-up.</summary>
    /// <param name="read">Runs the statement and reads its rows; SQLite answers from its page cache, so nothing is awaited inside.</param>
    /// <param name="ct">Ends the waiting for a connection.</param>
    public async ValueTask<T> ReadAsync<T>(Func<StatementCache, T> read, CancellationToken ct)
    {
        if (!places.Wait(0, CancellationToken.None) && !await places.WaitAsync(LongestWait, ct).ConfigureAwait(false))
            throw new StoreUnavailableException("No reading connection became free within a second.");
        try
        {
            ct.ThrowIfCancellationRequested();
            meter.Read();
            if (!idle.TryTake(out var reader))
                reader = new SqliteStatements(connect());
            try
            {
                var result = read(reader);
                idle.Add(reader);
                return result;
            }
            catch
            {
                reader.Dispose();
                throw;
            }
        }
        catch (SqliteException failure)
        {
            throw new StoreUnavailableException("The database could not be read.", failure);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var reader))
            reader.Dispose();
        places.Dispose();
    }
}
