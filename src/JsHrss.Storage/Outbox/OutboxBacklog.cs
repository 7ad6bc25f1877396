using System.Diagnostics.Metrics;
using JsHrss.Accounts.Notices;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Outbox;

/// <summary>Looks every half minute how many messages wait in the outbox and for how long the oldest has been due, by kind, so that a relying party or a gateway nobody reaches is seen.</summary>
internal sealed partial class OutboxBacklog : BackgroundService
{
    // Counted to ten thousand: what matters then is known.
    private static readonly Sql WaitingSql = Sql.Of(
        "select kind, count(*), min(not_before) from (select kind, not_before from outbox where done_at is null limit 10000) waiting group by kind",
        sqlServer: "select kind, count_big(*), min(not_before) from (select top (10000) kind, not_before from outbox where done_at is null) waiting group by kind");

    // Told when nothing of them waits, too.
    private static readonly string[] Kinds = [LogoutNotice.Kind, ShortMessage.OutboxKind];

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
        var found = new Dictionary<string, (long Count, DateTimeOffset Due)>(StringComparer.Ordinal);
        using (var row = statements.Get(WaitingSql).Read())
        {
            while (row.Read())
                found[row.GetString(0)] = (row.GetInt64(1), row.GetInstant(2));
        }

        var now = clock.GetUtcNow();
        foreach (var kind in Kinds.Union(found.Keys))
        {
            var (count, due) = found.GetValueOrDefault(kind, (0, now));
            var tag = new KeyValuePair<string, object?>("kind", kind);
            waiting.Record(count, tag);
            age.Record(due < now ? (now - due).TotalSeconds : 0, tag);
        }
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
