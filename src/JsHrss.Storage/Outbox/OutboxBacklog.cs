using System.Diagnostics.Metrics;
using JsHrss.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Outbox;

/// <summary>Looks every half minute how many messages wait in the outbox and for how long the oldest has been due, so that a relying party nobody reaches is seen.</summary>
internal sealed partial class OutboxBacklog : BackgroundService
{
    // Counted to ten thousand: what matters then is known.
    private static readonly Sql WaitingSql = Sql.Of(
        "select count(*), min(not_before) from (select not_before from outbox where done_at is null limit 10000) waiting",
        sqlServer: "select count_big(*), min(not_before) from (select top (10000) not_before from outbox where done_at is null) waiting");

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly IHallDatabase database;
    private readonly TimeProvider clock;
    private readonly ILogger<OutboxBacklog> log;
    private readonly Gauge<long> waiting;
    private readonly Gauge<double> age;

    public OutboxBacklog(IHallDatabase database, TimeProvider clock, IMeterFactory meters, ILogger<OutboxBacklog> log)
    {
        (this.database, this.clock, this.log) = (database, clock, log);
        var meter = meters.Create(CommandMeter.Name);
        waiting = meter.CreateGauge<long>("jshrss.outbox.waiting", description: "Messages that wait to be sent.");
        age = meter.CreateGauge<double>("jshrss.outbox.age", "s", "How long the oldest message has been due.");
    }

    /// <summary>One look, over a connection of its own that no request waits for.</summary>
    public void Look()
    {
        using var statements = database.OpenReader();
        using var row = statements.Get(WaitingSql).Read();
        row.Read();
        waiting.Record(row.GetInt64(0));
        age.Record(row.GetInstantOrNull(1) is { } due && due < clock.GetUtcNow() ? (clock.GetUtcNow() - due).TotalSeconds : 0);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        do
        {
            try
            {
                Look();
            }
#pragma warning disable CA1031 // The next round looks again; a database that is away is told elsewhere.
            catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
            {
                NotSeen(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(3403, LogLevel.Debug, "The outbox could not be looked at")]
    private partial void NotSeen(Exception failure);
}
