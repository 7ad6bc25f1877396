using JsHrss.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Configuration;

/// <summary>Asks every second whether what this node holds in memory is still so. One row over a connection of its own: some microseconds on SQLite.</summary>
internal sealed partial class ConfigWatch(IHallDatabase database, IEnumerable<IHeldInMemory> held, NotBefore notBefore, TimeProvider clock, ILogger<ConfigWatch> log) : BackgroundService, IStoreCurrency
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(4);

    private readonly SemaphoreSlim asking = new(1);
    private StatementCache? statements;
    private long? version;
    private long answeredAt;

    public bool IsCurrent => version is not null && clock.GetElapsedTime(Interlocked.Read(ref answeredAt)) < KnownFor;

    /// <summary>This node changed something itself: it need not wait for the next second. What was changed stands whether or not this succeeds.</summary>
    public async ValueTask HurryAsync(CancellationToken ct)
    {
        try
        {
            await AskAsync(ct).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The next second asks again.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NoAnswer(log, failure);
        }
    }

    /// <summary>Takes the database's time before anything is made by it.</summary>
    public void SetClock()
    {
        using var own = database.OpenReader();
        var asked = clock.GetTimestamp();
        if (ConfigVersion.Read(own).Now is { } told)
            (clock as DatabaseClock)?.Observe(told, asked);
    }

    /// <summary>Asks now, and loads what changed before it returns.</summary>
    public async ValueTask AskAsync(CancellationToken ct)
    {
        await asking.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var asked = clock.GetTimestamp();
            var found = ConfigVersion.Read(statements ??= database.OpenReader());
            if (found.Now is { } told)
                (clock as DatabaseClock)?.Observe(told, asked);
            // The bound first: while the rest is loading nothing that it cuts is served any more.
            notBefore.Global = found.NotBefore;
            if (found.Version != version)
            {
                foreach (var one in held)
                    await one.LoadAsync(ct).ConfigureAwait(false);
                version = found.Version;
                Loaded(log, found.Version);
            }

            Interlocked.Exchange(ref answeredAt, asked);
        }
        catch
        {
            Disconnect();
            throw;
        }
        finally
        {
            asking.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        Disconnect();
        asking.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(AskEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            await HurryAsync(stoppingToken).ConfigureAwait(false);
    }

    private void Disconnect()
    {
        statements?.Dispose();
        statements = null;
    }

    [LoggerMessage(3010, LogLevel.Information, "Configuration version {Version} of the database is loaded")]
    private static partial void Loaded(ILogger log, long version);

    [LoggerMessage(3011, LogLevel.Error, "The database did not say which configuration holds; after four seconds this node is not ready")]
    private static partial void NoAnswer(ILogger log, Exception failure);
}
