namespace JsHrss.Storage.Outbox;

/// <summary>Rung after a commit that queued a message, so that whoever sends need not wait for the next look.</summary>
internal sealed class OutboxBell : IDisposable
{
    // One ring is enough, however many messages wait: whoever hears it looks for all of them.
    private readonly SemaphoreSlim rung = new(0, 1);

    public void Ring()
    {
        try
        {
            if (rung.CurrentCount == 0)
                rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody rang in the same moment.
        }
    }

    public async ValueTask WaitAsync(TimeSpan atMost, CancellationToken ct) => await rung.WaitAsync(atMost, ct).ConfigureAwait(false);

    public void Dispose() => rung.Dispose();
}
