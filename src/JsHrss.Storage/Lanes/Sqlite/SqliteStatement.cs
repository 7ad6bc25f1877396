using System.Data.Common;
using SQLitePCL;

namespace JsHrss.Storage.Lanes.Sqlite;

/// <summary>A statement of SQLite, prepared once: everything happens at once.</summary>
internal sealed class SqliteStatement : Statement
{
    private const uint Persistent = 1;
    private const int MostParameters = 64;

    private readonly sqlite3 database;
    private readonly sqlite3_stmt prepared;
    private readonly nint handle;
    private readonly string[] names;
    private readonly bool writes;
    private readonly SqliteRows rows;
    private readonly BoundValues values = new();
    private ulong bound;
    private int next;

    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The database does not understand it.</exception>
    public SqliteStatement(sqlite3 database, string sql)
    {
        this.database = database;
        SqliteNative.Check(raw.sqlite3_prepare_v3(database, sql, Persistent, out prepared), database);
        handle = prepared.DangerousGetHandle();
        names = [.. Enumerable.Range(1, raw.sqlite3_bind_parameter_count(prepared)).Select(index => raw.sqlite3_bind_parameter_name(prepared, index).utf8_to_string())];
        if (names.Length > MostParameters)
            throw new ArgumentException($"A statement has more than {MostParameters} parameters.", nameof(sql));
        writes = raw.sqlite3_stmt_readonly(prepared) == 0;
        rows = new SqliteRows(handle, this, raw.sqlite3_column_count(prepared));
    }

    /// <summary>To be used again: what was bound is forgotten.</summary>
    public void Enter()
    {
        if (rows.IsOpen)
            throw new InvalidOperationException("The rows of this statement are still being read.");
        if (bound != 0)
            _ = SqliteNative.ClearBindings(handle);
        (bound, next) = (0, 0);
        values.Clear();
    }

    public override int Run()
    {
        RefuseUnbound();
        int result;
        do
            result = SqliteNative.Step(handle);
        while (result == SqliteNative.Row);
        var changed = result == SqliteNative.Done && writes ? raw.sqlite3_changes(database) : 0;
        Finish(result);
        return changed;
    }

    public override DbDataReader Read()
    {
        RefuseUnbound();
        var result = SqliteNative.Step(handle);
        if (result is not (SqliteNative.Row or SqliteNative.Done))
            Finish(result);
        rows.Open(hasFirst: result == SqliteNative.Row);
        return rows;
    }

    /// <summary>The next row is there.</summary>
    public bool Advance()
    {
        var result = SqliteNative.Step(handle);
        if (result == SqliteNative.Row)
            return true;
        if (result != SqliteNative.Done)
            Finish(result);
        return false;
    }

    /// <summary>Ends this run.</summary>
    public void Finish(int result = SqliteNative.Done)
    {
        var failure = SqliteNative.Reset(handle);
        if (result != SqliteNative.Done)
            SqliteNative.Check(failure == 0 ? result : failure, database);
    }

    public override Statement Bind(string name, int value) => SetNumber(name, value);

    public override Statement Bind(string name, long value) => SetNumber(name, value);

    public override Statement Bind(string name, bool value) => SetNumber(name, value ? 1 : 0);

    public override Statement Bind(string name, ReadOnlyMemory<byte> value) => Set(name, value, static (to, handle, index, bytes) => to.Bind(handle, index, bytes.Span));

    protected override Statement Set(string name, object? value, ValueKind kind) => value switch
    {
        null => Set(name, 0, static (_, handle, index, _) => SqliteNative.BindNull(handle, index)),
        string text => Set(name, text, static (to, handle, index, text) => to.Bind(handle, index, text)),
        byte[] bytes => Set(name, bytes, static (to, handle, index, bytes) => to.Bind(handle, index, bytes)),
        long number => SetNumber(name, number),
        int number => SetNumber(name, number),
        bool truth => SetNumber(name, truth ? 1 : 0),
        _ => throw new ArgumentException($"{value.GetType().Name} is not stored.", nameof(value)),
    };

    protected override Statement SetKey(string name, Guid? key) => key is { } present
        ? Set(name, present, static (to, handle, index, key) => to.Bind(handle, index, key))
        : Set(name, null, ValueKind.Bytes);

    protected override void Dispose(bool disposing) => prepared.Dispose();

    private SqliteStatement SetNumber(string name, long value) => Set(name, value, static (_, handle, index, value) => SqliteNative.BindNumber(handle, index, value));

    private SqliteStatement Set<T>(string name, T value, Func<BoundValues, nint, int, T, int> bind)
    {
        if (IndexOf(name) is var index && index > 0)
        {
            SqliteNative.Check(bind(values, handle, index, value), database);
            bound |= 1UL << (index - 1);
        }

        return this;
    }

    // Mostly bound in the order of the text; 0: the text does not hold it.
    private int IndexOf(string name)
    {
        for (var tried = 0; tried < names.Length; tried++)
        {
            var at = next;
            next = at + 1 == names.Length ? 0 : at + 1;
            if (names[at] == name)
                return at + 1;
        }

        return 0;
    }

    // A parameter that nobody gave would be read as null.
    private void RefuseUnbound()
    {
        if (bound != (names.Length == MostParameters ? ulong.MaxValue : (1UL << names.Length) - 1))
            throw new InvalidOperationException($"Not every parameter of the statement was bound: {string.Join(", ", names.Where((_, at) => (bound & (1UL << at)) == 0))}.");
    }
}
