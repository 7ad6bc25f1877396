using Microsoft.Data.Sqlite;

namespace JsHrss.Storage.Lanes;

/// <summary>A prepared statement with positional access to its named parameters. Used by one thread at a time.</summary>
internal sealed class Statement(SqliteCommand command) : IDisposable
{
    private readonly Dictionary<string, SqliteParameter> parameters = [];

    /// <summary>Sets a parameter; null becomes SQL NULL.</summary>
    public Statement Bind(string name, object? value)
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

    public Statement Bind(string name, Guid value) => Bind(name, (object)StoredKey.Of(value));

    public Statement Bind(string name, Guid? value) => Bind(name, (object?)(value is { } key ? StoredKey.Of(key) : null));

    public Statement Bind(string name, DateTimeOffset value) => Bind(name, (object)value.ToUnixTimeMilliseconds());

    public Statement Bind(string name, DateTimeOffset? value) => Bind(name, (object?)value?.ToUnixTimeMilliseconds());

    public Statement Bind(string name, byte[]? value) => Bind(name, (object?)value);

    public Statement Bind(string name, ReadOnlyMemory<byte> value) => Bind(name, (object)value.ToArray());

    /// <summary>Rows changed.</summary>
    public int Run() => command.ExecuteNonQuery();

    public object? Scalar() => command.ExecuteScalar() is { } value and not DBNull ? value : null;

    public SqliteDataReader Read() => command.ExecuteReader();

    /// <summary>Which transaction the statement runs in; the driver asks for it by name.</summary>
    public Statement Within(SqliteTransaction? transaction)
    {
        command.Transaction = transaction;
        return this;
    }

    public void Dispose() => command.Dispose();
}
