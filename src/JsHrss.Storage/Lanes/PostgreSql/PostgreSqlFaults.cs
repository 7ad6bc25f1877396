using System.Data.Common;
using JsHrss.Storage.Lanes.Servers;
using Npgsql;

namespace JsHrss.Storage.Lanes.PostgreSql;

/// <summary>The errors of PostgreSQL (error codes: PostgreSQL manual, appendix A).</summary>
internal sealed class PostgreSqlFaults : ServerFaults
{
    public override bool IsRefusal(DbException failure) => failure is PostgresException { SqlState: PostgresErrorCodes.DivisionByZero };

    /// <summary>The server ended the session.</summary>
    public static bool IsFarewell(PostgresException told) => told.InvariantSeverity is "FATAL" or "PANIC";

    public override bool IsLoss(DbException failure) => failure is not PostgresException told || IsFarewell(told);

    public override bool IsAboutLocks(DbException failure) => failure is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected };

    public override bool MayRunAgain(DbException failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => true,
        PostgresException told => IsFarewell(told),
        _ => failure.InnerException is not TimeoutException,
    };

    public override bool IsAboutTheStore(DbException failure) => failure is not PostgresException told
        || IsFarewell(told)
        || told.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
        || told.SqlState[..2] is "08" or "53" or "57" or "58" or "XX";

    public override bool IsReadOnly(DbException failure) => failure is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction };
}
