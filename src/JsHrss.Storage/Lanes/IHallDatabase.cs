using System.Data.Common;
using JsHrss.Storage.Rows;

namespace JsHrss.Storage.Lanes;

/// <summary>
/// The database behind every store operation, whichever it is. An operation is one function over prepared statements: it runs on a thread of the database's own, waits for nothing but the database,
/// and keeps no state of an earlier run, because a unit of work that lost a deadlock or its connection is run again from its beginning.
/// </summary>
internal interface IHallDatabase : IAsyncDisposable
{
    Dialect Dialect { get; }

    /// <summary>One change, all or nothing; the answer is given when it is durable.</summary>
    /// <param name="work">May run more than once; what an earlier run wrote was taken back.</param>
    /// <param name="ct">Withdraws the change while it has not begun.</param>
    /// <exception cref="OpenId.Ports.StoreUnavailableException">Too many wait already, or the database cannot write now.</exception>
    Task<T> WriteAsync<T>(Func<LaneWrite, T> work, CancellationToken ct);

    /// <summary>As <see cref="WriteAsync"/>, for a change that hardly ever reads in the middle: a database behind a network may commit those that wait together.</summary>
    /// <param name="work">May run more than once; what an earlier run wrote was taken back.</param>
    /// <param name="order">Key of the row that others may change as well; those that are committed together lock theirs in this order. Empty: there is none.</param>
    /// <param name="ct">Withdraws the change while it has not begun.</param>
    /// <exception cref="OpenId.Ports.StoreUnavailableException">Too many wait already, or the database cannot write now.</exception>
    Task<T> WriteTogetherAsync<T>(Func<LaneWrite, T> work, Guid order, CancellationToken ct) => WriteAsync(work, ct);

    /// <summary>One look-up of one select: a database behind a network may be asked several of them at once.</summary>
    /// <param name="ask">The select with its values.</param>
    /// <param name="read">Reads its rows.</param>
    /// <param name="ct">Ends the waiting for a connection.</param>
    /// <exception cref="OpenId.Ports.StoreUnavailableException">Too many wait already, or the database does not answer.</exception>
    ValueTask<T> LookAsync<T>(Func<StatementCache, Statement> ask, Func<DbDataReader, T> read, CancellationToken ct) => ReadAsync(
        statements =>
        {
            using var rows = ask(statements).Read();
            return read(rows);
        },
        ct);

    /// <summary>One look-up.</summary>
    /// <param name="read">Runs statements that change nothing.</param>
    /// <param name="ct">Ends the waiting for a connection.</param>
    /// <exception cref="OpenId.Ports.StoreUnavailableException">Too many wait already, or the database does not answer.</exception>
    ValueTask<T> ReadAsync<T>(Func<StatementCache, T> read, CancellationToken ct);

    /// <summary>A connection of its own that can only read, for whoever asks all the time and is not to be counted as a request's look-up.</summary>
    StatementCache OpenReader();

    /// <summary>A context over a connection of its own, to look at the schema or to migrate it.</summary>
    /// <param name="asOwner">With the rights to change it, and alone: whoever asks for the same waits until this is disposed.</param>
    HallDb OpenSchema(bool asOwner);
}
