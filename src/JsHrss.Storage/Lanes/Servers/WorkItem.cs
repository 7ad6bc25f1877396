using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>One unit of work for a worker.</summary>
internal abstract class WorkItem
{
    /// <summary>Does it, on the worker's thread. It throws nothing.</summary>
    public abstract void Run(Worker worker);

    /// <summary>Answers whoever waits; the worker is free again by then.</summary>
    public abstract void Answer();
}

internal abstract class WorkItem<T> : WorkItem
{
    // The second of waiting before it included, nobody is kept for five (target RG-5).
    private const int LongestWork = 3500;

    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private Exception? failure;

    public Task<T> Answered => answer.Task;

    public sealed override void Run(Worker worker)
    {
        try
        {
            result = Carry(worker, Environment.TickCount64 + LongestWork);
        }
#pragma warning disable CA1031 // Whatever the work throws is its caller's to see, not the worker's.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            failure = thrown;
        }
    }

    public sealed override void Answer()
    {
        if (failure is not null)
            answer.TrySetException(failure);
        else
            answer.TrySetResult(result!);
    }

    protected abstract T Carry(Worker worker, long deadline);

    protected static StoreUnavailableException Unavailable(Exception because) => new("The database cannot be asked now.", because);
}
