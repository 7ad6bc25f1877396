using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JsHrss.Storage.Lanes.Sqlite;

/// <summary>
/// The few functions of SQLite that every statement calls dozens of times, without the driver between: it looks up each parameter by its name, makes a reader for each
/// statement and counts references at each call, a tenth of what a code flow cost (docs/performance.md). Everything else goes through the driver.
/// </summary>
internal static class SqliteNative
{
    public const int Done = 101;
    public const int Row = 100;
    public const int NullType = 5;

    private const string Library = "e_sqlite3";
    private const int Ok = 0;
    private const int MultiThread = 2;
    private const int MemoryStatus = 9;

    /// <summary>
    /// Before the first connection of the process: no lock around each call, for every connection is used by one thread at a time, and no counting of memory behind a lock of all.
    /// Where somebody else was first, both stay as they are, which is only slower.
    /// </summary>
    public static void Prepare()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(MultiThread);
        _ = raw.sqlite3_config(MemoryStatus, 0);
    }

    /// <exception cref="SqliteException">The result says that something failed.</exception>
    public static void Check(int result, sqlite3 database)
    {
        if (result != Ok)
            SqliteException.ThrowExceptionForRC(result, database);
    }

    [DllImport(Library, EntryPoint = "sqlite3_step")]
    public static extern int Step(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_reset")]
    public static extern int Reset(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_clear_bindings")]
    public static extern int ClearBindings(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_bind_null")]
    public static extern int BindNull(nint statement, int index);

    [DllImport(Library, EntryPoint = "sqlite3_bind_int64")]
    public static extern int BindNumber(nint statement, int index, long value);

    [DllImport(Library, EntryPoint = "sqlite3_bind_blob")]
    public static extern int BindBytes(nint statement, int index, nint value, int length, nint destructor);

    [DllImport(Library, EntryPoint = "sqlite3_bind_text")]
    public static extern int BindText(nint statement, int index, nint value, int length, nint destructor);

    [DllImport(Library, EntryPoint = "sqlite3_column_type")]
    public static extern int TypeOf(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_int64")]
    public static extern long Number(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_blob")]
    public static extern nint Bytes(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_text")]
    public static extern nint Text(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_bytes")]
    public static extern int Length(nint statement, int column);
}
