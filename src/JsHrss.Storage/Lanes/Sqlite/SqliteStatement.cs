using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace JsHrss.Storage.Lanes.Sqlite;

/// <summary>A statement of SQLite: everything happens at once.</summary>
internal sealed class SqliteStatement(SqliteCommand command) : Statement
{
    private readonly Dictionary<string, SqliteParameter> parameters = [];

    public override int Run() => command.ExecuteNonQuery();

    public override DbDataReader Read() => command.ExecuteReader();

    /// <summary>Which transaction the statement runs in; the driver asks for it by name.</summary>
    public void Within(SqliteTransaction? transaction) => command.Transaction = transaction;

    protected override Statement Set(string name, object? value, ValueKind kind)
    {
        if (!parameters.TryGetValue(name, out var parameter))
        {
            parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
            parameters.Add(name, parameter);
        }

        parameter.Value = value ?? DBNull.Value;
        return this;
    }

    protected override Statement SetKey(string name, Guid? key) => Set(name, key is { } present ? StoredKey.Of(present) : null, ValueKind.Bytes);

    protected override void Dispose(bool disposing) => command.Dispose();
}
