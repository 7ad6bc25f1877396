using System.Data.Common;

namespace JsHrss.Storage.Lanes.Servers;

/// <summary>What one change works with: the worker's connection, whose transaction begins with the first statement that is sent.</summary>
internal sealed class ServerWrite(ServerSession session) : LaneWrite(session)
{
    public override DbConnection Connection => session.Connection;

    public override DbTransaction Transaction => session.BeginForEf();

    public override void OneAtATime(string what) => session.OneAtATime(what);
}
