using JsHrss.Storage.Lanes;
using Microsoft.Data.Sqlite;

namespace JsHrss.Benchmarks.Planting;

/// <summary>A SQLite file that no server has open.</summary>
internal sealed class SqlitePlot : IPlot
{
    private const int RowsATransaction = 50_000;

    private readonly string _file;
    private readonly SqliteConnection _connection;
    private readonly Dictionary<RowShape, SqliteCommand> _inserts = [];
    private SqliteTransaction? _transaction;
    private int _rows;

    public SqlitePlot(string file)
    {
        _file = file;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _connection.Open();
        Execute("pragma synchronous=off; pragma cache_size=-1000000; pragma wal_checkpoint(truncate)");
    }

    public long Size => new FileInfo(_file).Length;

    public void Add(RowShape shape, object row)
    {
        _transaction ??= _connection.BeginTransaction();
        if (!_inserts.TryGetValue(shape, out var insert))
            _inserts.Add(shape, insert = InsertInto(shape));
        insert.Transaction = _transaction;
        var values = shape.ValuesOf(row);
        for (var i = 0; i < values.Length; i++)
            insert.Parameters[i].Value = values[i] switch { null => DBNull.Value, Guid key => StoredKey.Of(key), var value => value };
        insert.ExecuteNonQuery();
        if (++_rows % RowsATransaction == 0)
            Commit();
    }

    public void Finish()
    {
        Commit();
        Execute("pragma wal_checkpoint(truncate)");
    }

    public void Dispose()
    {
        foreach (var insert in _inserts.Values)
            insert.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand InsertInto(RowShape shape)
    {
        var insert = _connection.CreateCommand();
        insert.CommandText = $"insert into \"{shape.Table}\"({string.Join(", ", shape.Columns)}) values ({string.Join(", ", shape.Columns.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < shape.Columns.Count; i++)
            insert.Parameters.AddWithValue($"@p{i}", DBNull.Value);
        return insert;
    }

    private void Commit()
    {
        _transaction?.Commit();
        _transaction?.Dispose();
        _transaction = null;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
