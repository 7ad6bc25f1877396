namespace JsHrss.IdP.Hosting;

/// <summary>
/// Between the signal to end and the closing of the listener: not ready any more, still serving, each answer closing its connection. Whoever sends requests finds another node meanwhile (case FT-10).
/// At its end no new connection is completed, and the last ones are served.
/// </summary>
internal sealed partial class Drain(ShutdownOptions options, Door door, IHostApplicationLifetime lifetime, ILogger<Drain> log) : IHostedLifecycleService
{
    // Many short waits: on a machine so busy that what was accepted waits to be read, each of them takes longer, too.
    private const int Rounds = 10;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(50);

    /// <summary>The host waits for this before it stops anything.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Draining(options.Delay, options.Finish);
        // A signal has said so already; whoever stops the host otherwise would say so only after this delay.
        lifetime.StopApplication();
        var serving = options.Delay - Rounds * Round;
        if (serving <= TimeSpan.Zero)
        {
            await WaitAsync(options.Delay, cancellationToken).ConfigureAwait(false);
            return;
        }

        await WaitAsync(serving, cancellationToken).ConfigureAwait(false);
        door.Shut();
        for (var round = 0; round < Rounds; round++)
            await WaitAsync(Round, cancellationToken).ConfigureAwait(false);
    }

    private static async Task WaitAsync(TimeSpan time, CancellationToken ct) => await Task.Delay(time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(4102, LogLevel.Information, "This node was told to end: it serves {Delay} more, then finishes within {Finish}")]
    private partial void Draining(TimeSpan delay, TimeSpan finish);
}
