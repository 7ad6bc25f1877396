using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.Outgoing;

/// <summary>Takes due messages of one kind from the outbox and sends them side by side: one a target, so that a dead or slow one delays nobody else.</summary>
/// <remarks>The engine's own is for logout tokens; a host derives one for each further kind of message that leaves through the same outbox.</remarks>
/// <param name="outbox">Where they wait.</param>
/// <param name="kind">Which are taken; nothing else ever is.</param>
/// <param name="atOnce">At most so many under way on this node.</param>
/// <param name="log">Named by the deriving class.</param>
public abstract class OutboxDispatcher(IOutbox outbox, string kind, int atOnce, ILogger log) : BackgroundService
{
    private readonly SemaphoreSlim _places = new(atOnce, atOnce);
    private readonly SemaphoreSlim _settled = new(0);

    /// <summary>Far longer than a target may take to answer: only a node that died leaves a lease to run out.</summary>
    protected virtual TimeSpan Lease => TimeSpan.FromSeconds(30);

    /// <summary>For messages that another node wrote and did not live to send; those of this node are heard of at once.</summary>
    protected virtual TimeSpan LookEvery => TimeSpan.FromSeconds(15);

    /// <summary>Taken is only what has been due for so long; nothing by default. For a host that can no longer send a kind, and gives up what nobody sent.</summary>
    protected virtual TimeSpan DueSince => TimeSpan.Zero;

    /// <summary>Whether nothing is taken at present, because it could only be given back. Whoever says so sees to it that it is looked again after.</summary>
    protected virtual bool Rests => false;

    /// <summary>A target as the log may show it; as it is by default.</summary>
    /// <param name="target">Of the message.</param>
    protected virtual string Shown(string target) => target;

    /// <summary>Looks at once, as if a message had been written.</summary>
    public void Wake() => _settled.Release();

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _places.Dispose();
        _settled.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends one message and settles it: finished, postponed, or given back.</summary>
    /// <param name="message">Under lease.</param>
    /// <param name="ct">The server stops: the lease ends by itself, and the message is sent after the start.</param>
    /// <returns>After how long it is due again; null: it is over.</returns>
    protected abstract Task<TimeSpan?> DeliverAsync(OutboxMessage message, CancellationToken ct);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                running.RemoveAll(task => task.IsCompleted);
                running.AddRange(await TakeAsync(stoppingToken).ConfigureAwait(false));
                await WaitAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
    }

    private async Task<IEnumerable<Task>> TakeAsync(CancellationToken ct)
    {
        var free = _places.CurrentCount;
        if (free == 0 || Rests)
            return [];
        try
        {
            var messages = await outbox.TakeAsync(kind, free, Lease, DueSince, ct).ConfigureAwait(false);
            return [.. messages.Select(message => SendAsync(message, ct))];
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever is wrong with the outbox now, the server goes on and asks again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            log.OutboxUnavailable(kind, failure);
            return [];
        }
    }

    private async Task SendAsync(OutboxMessage message, CancellationToken ct)
    {
        await _places.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (await DeliverAsync(message, ct).ConfigureAwait(false) is { } pause)
                _ = WakeAfterAsync(pause, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The server stops; the message is sent after the start.
        }
#pragma warning disable CA1031 // One message that cannot be sent must not end the sending of all others.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            log.Failed(kind, message.Id, Shown(message.Target), failure);
        }
        finally
        {
            _places.Release();
            // The next message to the same target may go now.
            Wake();
        }
    }

    private async Task WakeAfterAsync(TimeSpan pause, CancellationToken ct)
    {
        await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ct.IsCancellationRequested)
            Wake();
    }

    /// <summary>Until a message is written, one is settled, or it is time to look anyway.</summary>
    private async Task WaitAsync(CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var first = await Task.WhenAny(outbox.WaitAsync(kind, LookEvery, over.Token).AsTask(), _settled.WaitAsync(over.Token)).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await first.ConfigureAwait(false);
        while (_settled.Wait(TimeSpan.Zero, CancellationToken.None))
        {
            // However often it was woken, it looks once.
        }
    }
}
