using System.Data.Common;
using System.Security.Cryptography;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>
/// One change, all or nothing. First it is tried as one batch, in which everything conditional is presumed to succeed; if something does not, nothing stands, and the same work is done
/// again statement by statement to learn why. What lost a deadlock or its connection is run again from its beginning, never a single statement of it.
/// </summary>
internal sealed class ChangeUnit<T>(Func<LaneWrite, T> work, ServerFaults faults) : WorkItem<T>
{
    private const int MostTries = 4;

    private ServerWrite? gathered;
    private OutcomeUnknownException? inDoubt;
    private bool presumes = true;

    public override void Gather(ServerSession session)
    {
        gathered = new ServerWrite(session);
        Result = work(gathered);
        if (gathered.Undone)
            throw new InvalidOperationException("A refusal takes back what it wrote, and only that.");
    }

    // It may stand, so it can no longer be withdrawn: "not done" could be untrue, and whoever is told so does not forget what the change has ended.
    public override void LeaveInDoubt(OutcomeUnknownException unknown) => (inDoubt, Withdrawn) = (unknown, CancellationToken.None);

    public override void PresumeNothing() => presumes = false;

    protected override T Carry(Worker worker, long deadline)
    {
        if (inDoubt is not null && Stands(worker, inDoubt, gathered!.Mark, isLast: false, deadline))
            return Result!;
        for (var tries = 1; ; tries++)
        {
            var session = worker.Session(deadline);
            session.Deadline = deadline;
            var write = new ServerWrite(session);
            var result = default(T);
            try
            {
                session.Begin(presumes);
                result = work(write);
                if (write.Undone)
                    worker.TakeBack();
                else
                    session.Commit();
                return result;
            }
            catch (DbException refusal) when (presumes && faults.IsRefusal(refusal))
            {
                worker.TakeBack();
                presumes = false;
            }
            catch (OutcomeUnknownException unknown)
            {
                worker.Leave(unknown.Cause);
                if (Stands(worker, unknown, write.Mark, tries >= MostTries, deadline))
                    return result!;
            }
            catch (DbException failure)
            {
                worker.TakeBack(failure);
                if (!faults.IsAboutTheStore(failure))
                    throw;
                if (tries >= MostTries || !faults.MayRunAgain(failure))
                    throw Unavailable(failure);
                if (!faults.IsLoss(failure))
                    Thread.Sleep(RandomNumberGenerator.GetInt32(1, 20 * tries)); // the two that met must not meet again
            }
            catch
            {
                worker.TakeBack();
                throw;
            }
        }
    }

    /// <summary>Whether a change whose commit was on its way was made. False: it was not, and never will be; it may be made again.</summary>
    private static bool Stands(Worker worker, OutcomeUnknownException unknown, CommitMark? mark, bool isLast, long deadline)
    {
        if (mark is { } row && IsThere(worker, row, deadline))
            return true;
        // What the server said its farewell to will never be committed any more. What merely fell silent may be, in a moment.
        return mark is null || !unknown.IsSettled || isLast ? throw Unavailable(unknown) : false;
    }

    private static bool IsThere(Worker worker, CommitMark mark, long deadline)
    {
        var session = worker.Session(deadline);
        session.Deadline = deadline;
        session.Fresh();
        try
        {
            return session.Get(mark.Sql).Bind("@id", mark.Id).Bind("@attempt", mark.Attempt).HasRow();
        }
        catch (DbException failure)
        {
            worker.Leave(failure);
            throw Unavailable(failure);
        }
    }
}
