namespace JsHrss.Benchmarks.Operations;

/// <summary>One thing that is measured.</summary>
/// <param name="name">As <c>--ops</c> and the table know it.</param>
/// <param name="count">Requests a round: enough for a third of a second of CPU, which the kernel counts in hundredths.</param>
internal abstract class Operation(string name, int count)
{
    public string Name => name;

    public int Count => count;

    /// <summary>What a round needs; not measured.</summary>
    /// <param name="requests">Of the round.</param>
    /// <param name="ct">Cancels.</param>
    public virtual Task PrepareAsync(int requests, CancellationToken ct) => Task.CompletedTask;

    /// <summary>One request and the check of its answer.</summary>
    /// <param name="worker">Which of the connections, from 0.</param>
    /// <param name="number">Which of the round's requests, from 0.</param>
    /// <param name="ct">Cancels.</param>
    public abstract Task OnceAsync(int worker, int number, CancellationToken ct);
}

/// <summary>An operation that needs nothing prepared.</summary>
internal sealed class Plain(string name, int count, Func<CancellationToken, Task> once) : Operation(name, count)
{
    public override Task OnceAsync(int worker, int number, CancellationToken ct) => once(ct);
}
