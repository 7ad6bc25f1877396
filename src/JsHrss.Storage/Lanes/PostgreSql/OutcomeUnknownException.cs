using Npgsql;

namespace JsHrss.Storage.Lanes.PostgreSql;

/// <summary>The connection was lost while a commit was on its way: it may stand or not (case FT-04).</summary>
internal sealed class OutcomeUnknownException(NpgsqlException cause) : Exception("The connection was lost while a commit was on its way.", cause)
{
    /// <summary>The server itself ended the session: by now it has either committed or never will.</summary>
    public bool IsSettled => InnerException is PostgresException;
}
