using System.Data.Common;
using JsHrss.Storage.Lanes.Servers;
using Microsoft.Data.SqlClient;

namespace JsHrss.Storage.Lanes.SqlServer;

/// <summary>The errors of SQL Server by number (SQL Server documentation, Database Engine events and errors).</summary>
internal sealed class SqlServerFaults : ServerFaults
{
    /// <summary>Behind a statement that must change one row.</summary>
    public const string RefuseUnlessOne = "if @@rowcount <> 1 throw 51000, N'A statement that had to change one row did not.', 1;\n";

    /// <summary>Where others of the same kind of change did not end in time.</summary>
    public const string RefuseTurn = "throw 51003, N'Another change of this kind did not end in time.', 1";

    private const int TurnRefused = 51003;
    private const int Refused = 51000;
    private const int Timeout = -2;
    private const int Deadlock = 1205;
    private const int LockNotGiven = 1222;
    private const int SnapshotConflict = 3960;
    private const int ReadOnlyDatabase = 3906;

    /// <summary>From this severity on the server closes the connection; the driver's own network errors have it too.</summary>
    private const int Fatal = 20;

    private static readonly HashSet<int> OfTheStore =
    [
        Deadlock, LockNotGiven, SnapshotConflict, ReadOnlyDatabase, TurnRefused,
        1204, 701, 802, 8645, 8651, // out of locks or memory
        1101, 1105, 9002, // out of disk: data, log
        823, 824, 825, 845, // the disk itself
        3908, 3961, 976, 978, 983, // recovering, or another replica's turn
        10928, 10929, 40197, 40501, 40613, // a managed server's limits
    ];

    public override bool IsRefusal(DbException failure) => failure is SqlException { Number: Refused };

    // A time limit of the driver's leaves a connection of which nobody knows what still comes.
    public override bool IsLoss(DbException failure) => failure is not SqlException told || told.Class >= Fatal || told.Number is Timeout or 0;

    public override bool IsAboutLocks(DbException failure) => failure is SqlException { Number: Deadlock or LockNotGiven };

    public override bool MayRunAgain(DbException failure) => failure is SqlException { Number: Deadlock or SnapshotConflict } || (IsLoss(failure) && failure is not SqlException { Number: Timeout });

    public override bool IsAboutTheStore(DbException failure) => IsLoss(failure) || (failure is SqlException told && OfTheStore.Contains(told.Number));

    public override bool IsReadOnly(DbException failure) => failure is SqlException { Number: ReadOnlyDatabase };
}
