using System.Data;
using System.Data.Common;

namespace JsHrss.Storage.Lanes.SqlServer;

/// <summary>A statement of SQL Server. Values are copied when it is sent or gathered, so that one statement may stand in a batch several times.</summary>
internal sealed class SqlServerStatement(SqlServerSession session, string sql) : Statement
{
    private const int KeyLength = 16;
    private const int LongestText = 4000;
    private const int LongestBytes = 8000;

    private readonly StatementText text = StatementText.Read(sql);
    private BoundValue?[]? values;

    /// <summary>To be used again: what was bound is forgotten.</summary>
    public void Enter() => values = new BoundValue?[text.Names.Length];

    public override int Run() => session.Run(Bound(Counted.Told));

    public override void Send() => session.Send(Bound());

    public override bool ChangesOne() => session.Presumes ? session.Presume(Bound(Counted.MustBeOne)) : Run() == 1;

    public override DbDataReader Read() => session.Read(Bound());

    /// <summary>As it stands with its values.</summary>
    public BoundStatement Bound(Counted counted = Counted.No) => new(text, [.. text.Names.Select((name, i) => values?[i] ?? throw new InvalidOperationException($"The statement's parameter {name} has no value."))], counted);

    protected override Statement Set(string name, object? value, ValueKind kind) => Set(name, kind switch
    {
        ValueKind.Text => new BoundValue(SqlDbType.NVarChar, value is string { Length: > LongestText } ? -1 : LongestText, value ?? DBNull.Value),
        ValueKind.Number => new BoundValue(SqlDbType.Int, 0, value ?? DBNull.Value),
        ValueKind.BigNumber => new BoundValue(SqlDbType.BigInt, 0, value ?? DBNull.Value),
        ValueKind.Truth => new BoundValue(SqlDbType.Bit, 0, value ?? DBNull.Value),
        _ => new BoundValue(SqlDbType.VarBinary, value is byte[] { Length: > LongestBytes } ? -1 : LongestBytes, value ?? DBNull.Value),
    });

    protected override Statement SetKey(string name, Guid? key) => Set(name, new BoundValue(SqlDbType.Binary, KeyLength, key is { } present ? StoredKey.Of(present) : DBNull.Value));

    // The server keeps a plan by the text of the batch, and nothing of the connection's.
    protected override void Dispose(bool disposing)
    {
    }

    private SqlServerStatement Set(string name, BoundValue value)
    {
        var at = Array.IndexOf(text.Names, name);
        if (at >= 0)
            values![at] = value;
        return this;
    }
}
