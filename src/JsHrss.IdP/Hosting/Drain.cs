namespace JsHrss.IdP.Hosting;

/// <summary>
/// Between the signal to end and the closing of the listener: not ready any more, still serving, each answer closing its connection. Whoever sends requests finds another node meanwhile (case FT-10).
/// </summary>
internal sealed partial class Drain(ShutdownOptions options, IHostApplicationLifetime lifetime, ILogger<Drain> log) : IHostedLifecycleService
{
    /// <summary>The host waits for this before it stops anything.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Draining(options.Delay, options.Finish);
        // A signal has said so already; whoever stops the host otherwise would say so only after this delay.
        lifetime.StopApplication();
        await Task.Delay(options.Delay, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(4102, LogLevel.Information, "This node was told to end: it serves {Delay} more, then finishes within {Finish}")]
    private partial void Draining(TimeSpan delay, TimeSpan finish);
}
