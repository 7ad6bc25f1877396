using System.Collections.Concurrent;

namespace JsHrss.Storage.Outbox;

/// <summary>Rung after a commit that queued a message of a kind, so that whoever sends it need not wait for the next look.</summary>
internal sealed class OutboxBell : IDisposable
{
    // One ring is enough, however many messages wait: whoever hears it looks for all of them. One bell a kind: who waits for one kind must not hear the ring of another in its place.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> rung = new(StringComparer.Ordinal);

    public void Ring(string kind)
    {
        var bell = Of(kind);
        try
        {
            if (bell.CurrentCount == 0)
                bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody rang in the same moment.
        }
    }

    public async ValueTask WaitAsync(string kind, TimeSpan atMost, CancellationToken ct) => await Of(kind).WaitAsync(atMost, ct).ConfigureAwait(false);

    public void Dispose()
    {
        foreach (var bell in rung.Values)
            bell.Dispose();
    }

    private SemaphoreSlim Of(string kind) => rung.GetOrAdd(kind, static _ => new SemaphoreSlim(0, 1));
}
