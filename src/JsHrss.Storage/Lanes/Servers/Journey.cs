using System.Data.Common;
using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>
/// What a worker does in one go: one unit of work, or several that share a journey. Whatever goes wrong with a shared one, a refusal or a lost connection, none of it stands. Then the unit it
/// went wrong with runs by itself, with the answer it would have had alone, and the others go together once more: those before it, and those behind it. Only a server that is away, falls silent or only reads is not asked again.
/// </summary>
internal sealed class Journey
{
    private readonly List<WorkItem> items;
    private readonly int[] ends; // up to which gathered statement each unit reaches
    private WorkItem? turn; // whose own part is being done

    /// <param name="line">Where they waited; null: they are left of a journey that went wrong.</param>
    /// <param name="items">At least one; more only of one kind that is shared.</param>
    public Journey(WaitingLine? line, List<WorkItem> items)
    {
        (Line, this.items) = (line, items);
        ends = items.Count > 1 ? new int[items.Count] : [];
        // What two changes both lock, two shared ones lock in one order.
        if (items.Count > 1 && items[0].Line == Servers.Line.Changes)
            items.Sort((one, other) => one.Order.CompareTo(other.Order));
    }

    public WaitingLine? Line { get; }

    /// <summary>Does it and answers. It throws nothing.</summary>
    /// <returns>What has to be done again, in smaller journeys.</returns>
    public List<List<WorkItem>> Run(Worker worker)
    {
        if (items is [var one])
            one.Run(worker);
        else if (Together(worker) is { Count: > 0 } left)
            return left;
        foreach (var item in items)
            item.Answer();
        return [];
    }

    /// <summary>Answers whoever has waited for too long; called on another thread than the worker's.</summary>
    public void AnswerLate(long now)
    {
        foreach (var item in items)
            item.AnswerLate(now);
    }

    private List<List<WorkItem>> Together(Worker worker)
    {
        ServerSession? session = null;
        try
        {
            var deadline = items.Min(item => item.Deadline); // the time of each has begun
            session = worker.Session(deadline);
            session.Deadline = deadline;
            if (items[0].Line == Servers.Line.Looks)
                Look(session);
            else
                Change(session);
            return [];
        }
        catch (OutcomeUnknownException unknown)
        {
            worker.Leave(unknown.Cause);
            items.ForEach(item => item.LeaveInDoubt(unknown));
            return OneByOne();
        }
        catch (DbException failure) when (worker.Faults.IsSilence(failure) || worker.Faults.IsReadOnly(failure))
        {
            worker.Leave(failure);
            return Refused(failure);
        }
        catch (DbException failure)
        {
            var at = PlaceOf(failure, session);
            worker.TakeBack(failure);
            return Left(at, failure, worker.Faults);
        }
        catch (StoreUnavailableException away)
        {
            worker.TakeBack();
            return Refused(away);
        }
#pragma warning disable CA1031 // By itself it fails again, and its caller is told. A commit throws nothing that comes here.
        catch (Exception)
#pragma warning restore CA1031
        {
            worker.TakeBack();
            return Left(turn is null ? -1 : items.IndexOf(turn));
        }
    }

    private List<List<WorkItem>> Left(int at, DbException failure, ServerFaults faults)
    {
        // Those who wait for one lock would be found one after the other, and each would cost all of them the wait.
        if (Line is null && faults.IsAboutLocks(failure))
            return OneByOne();
        if (at >= 0 && faults.IsRefusal(failure))
            items[at].PresumeNothing();
        return Left(at);
    }

    /// <summary>What is to be done again; each part is smaller than the whole, so it ends. Whose part failed comes last: it may have to wait once more.</summary>
    /// <param name="at">Who that is; less than 0: nobody knows, and it is sought by halves.</param>
    private List<List<WorkItem>> Left(int at)
    {
        var (before, behind) = at < 0 ? (items.Count / 2, items.Count / 2) : (at, at + 1);
        List<List<WorkItem>> parts = [items[..before], items[behind..], items[before..behind]];
        parts.RemoveAll(part => part.Count == 0);
        return parts;
    }

    private List<List<WorkItem>> OneByOne() => items.ConvertAll(item => new List<WorkItem> { item });

    // The server fell silent, is away or only reads: by itself each would wait for the same once more, and nobody is kept for five seconds (target RG-5).
    private List<List<WorkItem>> Refused(Exception because)
    {
        items.ForEach(item => item.Refuse(new StoreUnavailableException("The database cannot be asked now.", because)));
        return [];
    }

    private int PlaceOf(DbException failure, ServerSession? session) => session?.PlaceOf(failure) is { } place
        ? Array.FindIndex(ends, end => place < end) is >= 0 and var at ? at : turn is null ? -1 : items.IndexOf(turn)
        : -1;

    private void Look(ServerSession session)
    {
        session.Fresh();
        Gather(session);
        using var rows = session.ReadGathered();
        foreach (var item in items)
        {
            turn = item;
            item.Take(rows);
            turn = null;
            rows.NextResult();
        }
    }

    private void Change(ServerSession session)
    {
        session.Begin(presumes: true);
        session.WaitBriefly();
        Gather(session);
        session.Commit();
    }

    private void Gather(ServerSession session)
    {
        for (var i = 0; i < items.Count; i++)
        {
            turn = items[i];
            turn.Gather(session);
            ends[i] = session.Gathered;
        }

        turn = null;
    }
}
