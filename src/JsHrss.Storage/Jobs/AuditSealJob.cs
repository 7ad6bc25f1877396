using JsHrss.OpenId.Ports;
using JsHrss.Storage.Audit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JsHrss.Storage.Jobs;

/// <summary>Seals audit facts every second while the server runs. A seal that cannot be written is an alarm; the service goes on (storage design §4).</summary>
internal sealed partial class AuditSealJob(AuditSealer sealer, SealMeter meter, IOptions<AuditOptions> options, TimeProvider clock, ILogger<AuditSealJob> log) : BackgroundService
{
    /// <summary>A fact may wait so long for its seal.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AlarmEvery = TimeSpan.FromMinutes(1);

    private DateTimeOffset nextAlarm = DateTimeOffset.MinValue;

    /// <summary>One round: seal, then look whether facts wait too long.</summary>
    public async ValueTask RunAsync(CancellationToken ct)
    {
        try
        {
            if (await sealer.RunAsync(ct).ConfigureAwait(false) is var facts and > 0)
                Done(facts);
        }
        catch (StoreUnavailableException unavailable)
        {
            Later(unavailable);
        }
#pragma warning disable CA1031 // A round that failed is tried again; what waits is told below.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Failed(failure);
        }

        var now = clock.GetUtcNow();
        if (meter.Age <= LongestWait)
        {
            nextAlarm = DateTimeOffset.MinValue;
        }
        else if (now >= nextAlarm)
        {
            nextAlarm = now + AlarmEvery;
            Unsealed((int)meter.Age.TotalSeconds);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SealEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            await RunAsync(stoppingToken).ConfigureAwait(false);
    }

    [LoggerMessage(3501, LogLevel.Debug, "{Facts} audit facts are sealed")]
    private partial void Done(int facts);

    [LoggerMessage(3502, LogLevel.Debug, "Audit facts could not be sealed; the next round tries again")]
    private partial void Later(Exception unavailable);

    [LoggerMessage(3503, LogLevel.Error, "A round of the audit sealer failed; the next one tries again")]
    private partial void Failed(Exception failure);

    [LoggerMessage(3504, LogLevel.Warning, "ALARM: audit facts have waited {Seconds} s for their seal. Look for long transactions and for a full or read-only database; what is not sealed can be removed unseen")]
    private partial void Unsealed(int seconds);
}
