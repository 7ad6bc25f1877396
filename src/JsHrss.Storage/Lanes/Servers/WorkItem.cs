using System.Data.Common;
using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>One unit of work for a worker.</summary>
internal abstract class WorkItem
{
    /// <summary>From the call to the answer, in milliseconds, the wait for a worker included: with the rest of a request it stays below five seconds (target RG-5).</summary>
    private const int LongestAnswer = 4000;
    private const int LongestWork = 3500;

    private long deadline;

    /// <summary>Since when it waits, by <see cref="Environment.TickCount64"/>.</summary>
    public long Asked { get; } = Environment.TickCount64;

    /// <summary>Where it waits.</summary>
    public Line Line { get; init; }

    /// <summary>Its place among those that share a journey: the same for all that lock the same.</summary>
    public Guid Order { get; init; }

    /// <summary>Withdraws it while nothing of it may stand.</summary>
    public CancellationToken Withdrawn { get; set; }

    /// <summary>Until when it must have ended; the time runs from its first beginning.</summary>
    public long Deadline => deadline != 0 ? deadline : deadline = Math.Min(Asked + LongestAnswer, Environment.TickCount64 + LongestWork);

    /// <summary>Does it by itself, on the worker's thread. It throws nothing.</summary>
    public abstract void Run(Worker worker);

    /// <summary>Adds what it asks for to a journey that it shares with others.</summary>
    /// <exception cref="InvalidOperationException">It cannot share one.</exception>
    public virtual void Gather(ServerSession session) => throw new InvalidOperationException("This work shares no journey.");

    /// <summary>Takes its rows from the shared journey.</summary>
    public virtual void Take(DbDataReader rows)
    {
    }

    /// <summary>The journey that it shared was lost while its commit was on its way; it runs by itself now, and asks first.</summary>
    public virtual void LeaveInDoubt(OutcomeUnknownException unknown)
    {
    }

    /// <summary>A conditional statement of it was refused in the shared journey: by itself it need not try its luck again.</summary>
    public virtual void PresumeNothing()
    {
    }

    /// <summary>True: its caller has withdrawn it, and is told that it was not done.</summary>
    public bool LeavesWithdrawn()
    {
        if (!Withdrawn.IsCancellationRequested)
            return false;
        Refuse(new OperationCanceledException(Withdrawn));
        return true;
    }

    /// <summary>Answers whoever waits.</summary>
    public abstract void Answer();

    /// <summary>Answers whoever waits that nothing was done.</summary>
    public abstract void Refuse(Exception because);

    /// <summary>Answers whoever has waited for too long that the store is unavailable. The work itself goes on: what it changes may stand or not, as after any answer 503.</summary>
    /// <param name="now">By <see cref="Environment.TickCount64"/>.</param>
    /// <returns>Whether it has.</returns>
    public bool AnswerLate(long now)
    {
        if (now - Asked < LongestAnswer)
            return false;
        Refuse(new StoreUnavailableException("The database took too long."));
        return true;
    }
}

/// <inheritdoc />
internal abstract class WorkItem<T> : WorkItem
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? failure;

    public Task<T> Answered => answer.Task;

    protected T? Result { get; set; }

    public sealed override void Run(Worker worker)
    {
        try
        {
            Result = Carry(worker, Deadline);
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
            answer.TrySetResult(Result!);
    }

    public sealed override void Refuse(Exception because)
    {
        if (because is OperationCanceledException)
            answer.TrySetCanceled(Withdrawn);
        else
            answer.TrySetException(because);
    }

    protected abstract T Carry(Worker worker, long deadline);

    protected static StoreUnavailableException Unavailable(Exception because) => new("The database cannot be asked now.", because);
}
