using System.Data.Common;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>One look-up of one statement, which may go with others.</summary>
internal sealed class OneLook<T>(Func<StatementCache, Statement> ask, Func<DbDataReader, T> read, ServerFaults faults) : LookUp<T>(statements => Alone(statements, ask, read), faults)
{
    public override void Gather(ServerSession session) => session.Gather(ask(session));

    public override void Take(DbDataReader rows) => Result = read(rows);

    private static T Alone(StatementCache statements, Func<StatementCache, Statement> ask, Func<DbDataReader, T> read)
    {
        using var rows = ask(statements).Read();
        return read(rows);
    }
}
