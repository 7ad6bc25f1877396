using JsHrss.OpenId.Ports;
using Microsoft.Data.Sqlite;

namespace JsHrss.Storage.Lanes.Sqlite;

/// <summary>One write waiting for its batch.</summary>
internal abstract class LaneItem
{
    /// <summary>Still wanted? Asked once, just before it runs; afterwards it is carried through.</summary>
    public abstract bool Withdrawn { get; }

    /// <summary>Does the work; true: keep what it wrote. Run again, it begins from nothing: what the former run wrote was taken back.</summary>
    public abstract bool Run(LaneWrite write);

    /// <summary>The item failed; it will be answered with this when its savepoint has been rolled back.</summary>
    public abstract void Fail(Exception cause);

    /// <summary>Answers whoever waits. Called after the commit.</summary>
    public abstract void Answer();
}

internal sealed class LaneItem<T>(Func<LaneWrite, T> work, CancellationToken ct) : LaneItem
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private Exception? failure;

    public Task<T> Answered => answer.Task;

    public override bool Withdrawn => ct.IsCancellationRequested && answer.TrySetCanceled(ct);

    public override bool Run(LaneWrite write)
    {
        failure = null;
        result = work(write);
        return !write.Undone;
    }

    public override void Fail(Exception cause) => failure = cause is SqliteException sqlite && IsAboutTheStore(sqlite)
        ? new StoreUnavailableException("The database cannot write now.", cause)
        : cause;

    public override void Answer()
    {
        if (failure is not null)
            answer.TrySetException(failure);
        else
            answer.TrySetResult(result!);
    }

    // Constraint violations are the item's own affair; everything else says that the store is full, read-only, locked or broken.
    private static bool IsAboutTheStore(SqliteException failure) => failure.SqliteErrorCode is
        5 /* BUSY */ or 6 /* LOCKED */ or 8 /* READONLY */ or 10 /* IOERR */ or 11 /* CORRUPT */ or 13 /* FULL */ or 14 /* CANTOPEN */ or 26 /* NOTADB */;
}
