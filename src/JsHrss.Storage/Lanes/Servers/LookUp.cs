using System.Data.Common;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>One look-up. On a connection that was lost it is asked once more: it changes nothing.</summary>
internal class LookUp<T>(Func<StatementCache, T> read, ServerFaults faults) : WorkItem<T>
{
    protected override T Carry(Worker worker, long deadline)
    {
        for (var again = false; ; again = true)
        {
            var session = worker.Session(deadline);
            session.Deadline = deadline;
            session.Fresh();
            try
            {
                return read(session);
            }
            catch (DbException failure)
            {
                worker.Leave(failure);
                if (again || !faults.MayRunAgain(failure))
                    throw Unavailable(failure);
            }
        }
    }
}
