using JsHrss.Storage.Configuration;
using JsHrss.Storage.Ring;
using JsHrss.Storage.Signing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Jobs;

/// <summary>
/// Publishes the next signing keys and the next ring key in time. Nothing depends on its running: without it the newest keys go on signing and sealing,
/// and an alarm stands in the log (case FT-15).
/// </summary>
internal sealed partial class KeySchedule(ISigningKeyDesk signing, KeyRing ring, Leases leases, ConfigWatch watch, JobMeter meter, TimeProvider clock, ILogger<KeySchedule> log) : BackgroundService
{
    private const string Lease = "key-schedule";

    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RunEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(2);

    /// <summary>One run; false: another node does it.</summary>
    public async ValueTask<bool> RunAsync(CancellationToken ct)
    {
        if (!await leases.TakeAsync(Lease, LeaseFor, clock.GetUtcNow(), ct).ConfigureAwait(false))
            return false;
        foreach (var key in await signing.KeepScheduleAsync(ct).ConfigureAwait(false))
            Published(log, key.Algorithm, key.Kid, key.ActiveAt);
        if (ring.Renew() is { } from)
            RingRenewed(log, from);
        await watch.HurryAsync(ct).ConfigureAwait(false);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not in the first minutes of a start: others need the database then, and nothing waits for this job.
        await Task.Delay(FirstAfter, stoppingToken).ConfigureAwait(false);
        using var timer = new PeriodicTimer(RunEvery);
        do
        {
            try
            {
                if (await RunAsync(stoppingToken).ConfigureAwait(false))
                    meter.Done(Lease);
                else
                    meter.LeftToAnother(Lease);
            }
#pragma warning disable CA1031 // A run that failed is tried again; until then the keys that are there go on.
            catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
            {
                NotKept(log, failure);
                meter.Failed(Lease);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(3020, LogLevel.Information, "The next {Algorithm} key {Kid} is published and signs from {ActiveAt:O} on")]
    private static partial void Published(ILogger log, string algorithm, string kid, DateTimeOffset activeAt);

    [LoggerMessage(3021, LogLevel.Information, "The next ring key is there and seals from {ActiveAt:O} on")]
    private static partial void RingRenewed(ILogger log, DateTimeOffset activeAt);

    [LoggerMessage(3022, LogLevel.Critical, "ALARM: the next keys could not be published; the present ones go on signing and sealing. It is tried again in ten minutes")]
    private static partial void NotKept(ILogger log, Exception failure);
}
