using System.Data.Common;

namespace JsHrss.Storage.Lanes;

/// <summary>What one change works with: a connection inside a transaction.</summary>
internal abstract class LaneWrite(StatementCache statements)
{
    public Dialect Dialect => statements.Dialect;

    /// <summary>For EF, which joins with <c>UseTransaction</c>.</summary>
    public abstract DbConnection Connection { get; }

    /// <summary>The transaction. Nobody but the lane commits it.</summary>
    public abstract DbTransaction Transaction { get; }

    /// <summary>True: the item's answer is a refusal, and what it wrote so far is taken back.</summary>
    public bool Undone { get; private set; }

    /// <summary>A prepared statement, kept for the life of the connection.</summary>
    public Statement Prepare(string sql) => statements.Get(sql);

    /// <summary>A prepared statement, kept for the life of the connection.</summary>
    public Statement Prepare(Sql sql) => statements.Get(sql);

    /// <summary>By which row it can be told later whether this change was committed; null: by none.</summary>
    public CommitMark? Mark { get; private set; }

    /// <summary>Names such a row; the last one named counts.</summary>
    public void MarkedBy(string sql, Guid id, Guid attempt = default) => Mark = new CommitMark(sql, id, attempt);

    /// <summary>From here to its end no other change of this name runs, on any node.</summary>
    /// <param name="what">What is done one at a time.</param>
    public abstract void OneAtATime(string what);

    /// <summary>Takes back what this item wrote; other items stand.</summary>
    public T Undo<T>(T answer)
    {
        Undone = true;
        return answer;
    }
}
