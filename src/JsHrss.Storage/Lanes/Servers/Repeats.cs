namespace JsHrss.Storage.Lanes.Servers;

/// <summary>
/// What is left of shared journeys that went wrong, in parts that go together. It is asked before every line: its units have waited for their turn once, and the time of each has begun. Used under the pool's lock.
/// </summary>
internal sealed class Repeats
{
    private readonly Queue<List<WorkItem>> parts = [];

    /// <summary>Units of work.</summary>
    public int Count => parts.Count == 0 ? 0 : parts.Sum(part => part.Count);

    public void Enter(List<WorkItem> part) => parts.Enqueue(part);

    /// <summary>Those whose time is over are told so, wherever they stand.</summary>
    public void SendAway(long now)
    {
        foreach (var part in parts)
            part.RemoveAll(item => item.AnswerLate(now));
    }

    /// <summary>The next part; null: there is none.</summary>
    public List<WorkItem>? Next()
    {
        while (parts.TryDequeue(out var part))
        {
            part.RemoveAll(item => item.LeavesWithdrawn());
            if (part.Count > 0)
                return part;
        }

        return null;
    }
}
