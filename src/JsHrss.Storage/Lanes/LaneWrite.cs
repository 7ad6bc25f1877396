using Microsoft.Data.Sqlite;

namespace JsHrss.Storage.Lanes;

/// <summary>What one item of the lane works with: the lane's connection inside the batch's transaction.</summary>
internal sealed class LaneWrite(SqliteConnection connection, SqliteTransaction transaction, StatementCache statements)
{
    /// <summary>For EF, which joins with <c>UseTransaction</c>.</summary>
    public SqliteConnection Connection => connection;

    /// <summary>The batch's transaction. Nobody but the lane commits it.</summary>
    public SqliteTransaction Transaction => transaction;

    /// <summary>True: the item's answer is a refusal, and what it wrote so far is taken back.</summary>
    public bool Undone { get; private set; }

    /// <summary>A prepared statement, kept for the life of the connection.</summary>
    public Statement Prepare(string sql) => statements.Get(sql);

    /// <summary>Takes back what this item wrote; the other items of the batch stand.</summary>
    public T Undo<T>(T answer)
    {
        Undone = true;
        return answer;
    }
}
