using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>The work of one kind that waits, in the order of coming. Used under the pool's lock.</summary>
/// <param name="atOnce">How many workers serve it while they are quick.</param>
/// <param name="together">How many of them share a journey at most.</param>
internal sealed class WaitingLine(int atOnce, int together)
{
    private const long LongestWait = 1000;

    private readonly Queue<WorkItem> items = [];

    public int Count => items.Count;

    /// <summary>How many workers serve it now.</summary>
    public int Served { get; set; }

    public bool MayBeServed => items.Count > 0 && Served < atOnce;

    /// <summary>Since when its first one waits.</summary>
    public long Since => items.TryPeek(out var first) ? first.Asked : long.MaxValue;

    public void Enter(WorkItem item) => items.Enqueue(item);

    /// <summary>Those at the head who have waited too long are told so.</summary>
    public void SendAway(long now)
    {
        while (items.TryPeek(out var first) && now - first.Asked >= LongestWait)
        {
            items.Dequeue();
            first.Refuse(new StoreUnavailableException("No connection to the database became free within a second."));
        }
    }

    /// <summary>The next ones, for one journey; none: all of them have withdrawn.</summary>
    public List<WorkItem> Next()
    {
        var next = new List<WorkItem>(Math.Min(together, items.Count));
        while (next.Count < together && items.TryDequeue(out var first))
        {
            if (!first.LeavesWithdrawn())
                next.Add(first);
        }

        return next;
    }
}
