using System.Data.Common;
using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>
/// What a worker does in one go: one unit of work, or several that share a journey. Whatever goes wrong with a shared one, a refusal or a lost connection, none of it stands, and
/// each of its units then runs by itself, with the answers it would have had alone. Only a server that is away or falls silent is not asked again.
/// </summary>
internal sealed class Journey(WaitingLine line, List<WorkItem> items)
{
    public WaitingLine Line => line;

    /// <summary>Does it and answers. It throws nothing.</summary>
    /// <returns>False: the units are to run by themselves.</returns>
    public bool Run(Worker worker)
    {
        if (items is [var one])
            one.Run(worker);
        else if (!IsDoneTogether(worker))
            return false;
        foreach (var item in items)
            item.Answer();
        return true;
    }

    public List<WorkItem> Items => items;

    /// <summary>Answers whoever has waited for too long; called on another thread than the worker's.</summary>
    public void AnswerLate(long now)
    {
        foreach (var item in items)
            item.AnswerLate(now);
    }

    private bool IsDoneTogether(Worker worker)
    {
        try
        {
            var deadline = items.Min(item => item.Deadline); // the time of each has begun
            var session = worker.Session(deadline);
            session.Deadline = deadline;
            if (items[0].Line == Servers.Line.Looks)
                Look(session);
            else
                Change(session);
            return true;
        }
        catch (OutcomeUnknownException unknown)
        {
            worker.Leave(unknown.Cause);
            items.ForEach(item => item.LeaveInDoubt(unknown));
        }
        catch (DbException failure)
        {
            worker.TakeBack(failure);
            if (worker.Faults.IsLoss(failure) && !worker.Faults.MayRunAgain(failure))
                return IsRefused(failure);
        }
        catch (StoreUnavailableException away)
        {
            worker.TakeBack();
            return IsRefused(away);
        }
#pragma warning disable CA1031 // By itself it fails again, and its caller is told.
        catch (Exception)
#pragma warning restore CA1031
        {
            worker.TakeBack();
        }

        return false;
    }

    // The server fell silent or is away: by itself each would wait for the same once more, and nobody is kept for five seconds (target RG-5).
    private bool IsRefused(Exception because)
    {
        items.ForEach(item => item.Refuse(new StoreUnavailableException("The database cannot be asked now.", because)));
        return true;
    }

    private void Look(ServerSession session)
    {
        session.Fresh();
        foreach (var item in items)
            item.Gather(session);
        using var rows = session.ReadGathered();
        foreach (var item in items)
        {
            item.Take(rows);
            rows.NextResult();
        }
    }

    private void Change(ServerSession session)
    {
        session.Begin(presumes: true);
        foreach (var item in items)
            item.Gather(session);
        session.Commit();
    }
}
