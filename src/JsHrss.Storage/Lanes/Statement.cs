using System.Data.Common;

namespace JsHrss.Storage.Lanes;

/// <summary>
/// A prepared statement of one connection with access to its named parameters, <c>@name</c> in every dialect. Used by one thread at a time. Each value comes with its type, so that
/// a null is a null of that type, and a key is stored as the dialect stores keys. A name that the text does not hold is passed over.
/// </summary>
internal abstract class Statement : IDisposable
{
    /// <summary>How a value is stored.</summary>
    protected enum ValueKind
    {
        Text = 1,
        Number = 2,
        BigNumber = 3,
        Truth = 4,
        Bytes = 5,
    }

    public Statement Bind(string name, string? value) => Set(name, value, ValueKind.Text);

    public virtual Statement Bind(string name, int value) => Set(name, value, ValueKind.Number);

    public Statement Bind(string name, int? value) => value is { } present ? Bind(name, present) : Set(name, null, ValueKind.Number);

    public virtual Statement Bind(string name, long value) => Set(name, value, ValueKind.BigNumber);

    public Statement Bind(string name, long? value) => value is { } present ? Bind(name, present) : Set(name, null, ValueKind.BigNumber);

    public virtual Statement Bind(string name, bool value) => Set(name, value, ValueKind.Truth);

    public Statement Bind(string name, byte[]? value) => Set(name, value, ValueKind.Bytes);

    public virtual Statement Bind(string name, ReadOnlyMemory<byte> value) => Set(name, value.ToArray(), ValueKind.Bytes);

    public Statement Bind(string name, DateTimeOffset value) => Bind(name, value.ToUnixTimeMilliseconds());

    public Statement Bind(string name, DateTimeOffset? value) => Bind(name, value?.ToUnixTimeMilliseconds());

    public Statement Bind(string name, Guid value) => SetKey(name, value);

    public Statement Bind(string name, Guid? value) => SetKey(name, value);

    /// <summary>Runs it and tells how many rows it changed.</summary>
    public abstract int Run();

    /// <summary>Runs it; nobody asks how many rows it changed. A database behind a network sends it together with what follows.</summary>
    public virtual void Send() => Run();

    /// <summary>
    /// Runs a statement that must change exactly one row, or else the unit of work is refused. False: it changed none, and whoever asked says why and takes the unit back.
    /// True may be said in advance: should it then change none, nothing of the unit is written and it is run again, to be answered with false.
    /// </summary>
    public virtual bool ChangesOne() => Run() == 1;

    /// <summary>The rows.</summary>
    public abstract DbDataReader Read();

    /// <summary>Whether the select has a row.</summary>
    public bool HasRow()
    {
        using var row = Read();
        return row.Read();
    }

    /// <summary>The truth in the first column of the only row.</summary>
    public bool IsTrue()
    {
        using var row = Read();
        return row.Read() && row.GetBoolean(0);
    }

    /// <summary>The number in the first column of the first row; null: there is no row.</summary>
    public long? Number()
    {
        using var row = Read();
        return row.Read() && !row.IsDBNull(0) ? row.GetInt64(0) : null;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    protected abstract Statement Set(string name, object? value, ValueKind kind);

    protected abstract Statement SetKey(string name, Guid? key);
}
