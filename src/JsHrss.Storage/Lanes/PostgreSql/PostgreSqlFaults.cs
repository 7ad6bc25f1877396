using Npgsql;

namespace JsHrss.Storage.Lanes.PostgreSql;

/// <summary>What an error of PostgreSQL means for the unit of work it came in (error codes: PostgreSQL manual, appendix A).</summary>
internal static class PostgreSqlFaults
{
    /// <summary>A statement that had to change one row changed none.</summary>
    public static bool IsRefusal(PostgresException told) => told.SqlState == PostgresErrorCodes.DivisionByZero;

    /// <summary>The server ended the session.</summary>
    public static bool IsFarewell(PostgresException told) => told.InvariantSeverity is "FATAL" or "PANIC";

    /// <summary>The connection is of no use any more.</summary>
    public static bool IsLoss(NpgsqlException failure) => failure is not PostgresException told || IsFarewell(told);

    /// <summary>Nothing of the unit of work stands, and by itself it may well succeed now: it lost a race, or a connection that had grown old.</summary>
    public static bool MayRunAgain(NpgsqlException failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => true,
        PostgresException told => IsFarewell(told),
        _ => failure.InnerException is not TimeoutException,
    };

    /// <summary>The store is away, full, locked or read-only; everything else is the unit of work's own affair, a constraint for instance.</summary>
    public static bool IsAboutTheStore(NpgsqlException failure) => failure is not PostgresException told
        || IsFarewell(told)
        || told.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
        || told.SqlState[..2] is "08" or "53" or "57" or "58" or "XX";

    /// <summary>A server that only reads may be a former primary: the next connection may lead to the present one.</summary>
    public static bool IsReadOnly(NpgsqlException failure) => failure is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction };
}
