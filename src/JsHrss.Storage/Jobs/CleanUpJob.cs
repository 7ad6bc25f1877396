using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Jobs;

/// <summary>Cleans up every minute while the server runs.</summary>
internal sealed partial class CleanUpJob(CleanUp cleanUp, JobMeter meter, ILogger<CleanUpJob> log) : BackgroundService
{
    private const string Job = "clean-up";

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                if (await cleanUp.RunAsync(stoppingToken).ConfigureAwait(false) is var rows and > 0)
                    Done(rows);
                meter.Done(Job);
            }
            catch (StoreUnavailableException unavailable)
            {
                // The next round finds the same rows.
                Later(unavailable);
                meter.Failed(Job);
            }
        }
    }

    [LoggerMessage(3301, LogLevel.Debug, "Clean-up deleted {Rows} rows")]
    private partial void Done(int rows);

    [LoggerMessage(3302, LogLevel.Warning, "Clean-up could not write; it tries again in the next round")]
    private partial void Later(Exception unavailable);
}
