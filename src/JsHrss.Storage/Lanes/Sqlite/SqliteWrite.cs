using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace JsHrss.Storage.Lanes.Sqlite;

/// <summary>What one item of the lane works with: the lane's connection inside the batch's transaction.</summary>
internal sealed class SqliteWrite(SqliteConnection connection, SqliteTransaction transaction, SqliteStatements statements) : LaneWrite(statements)
{
    public override DbConnection Connection => connection;

    public override DbTransaction Transaction => transaction;

    public override void OneAtATime(string what)
    {
        // There is one writer.
    }
}
