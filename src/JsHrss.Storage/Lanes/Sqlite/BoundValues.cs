using System.Runtime.InteropServices;
using System.Text;

namespace JsHrss.Storage.Lanes.Sqlite;

/// <summary>Memory that does not move, for the texts and bytes that a statement is given: SQLite reads them in place and copies nothing.</summary>
internal sealed class BoundValues
{
    private const int Bytes = 1024;

    // Read in place; what does not fit is copied by SQLite (SQLITE_TRANSIENT).
    private const nint InPlace = 0;
    private const nint Copied = -1;

    private readonly byte[] memory = GC.AllocateUninitializedArray<byte>(Bytes, pinned: true);
    private readonly nint start;
    private int used;

    public BoundValues() => start = Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);

    /// <summary>Nothing bound is needed any more.</summary>
    public void Clear() => used = 0;

    public int Bind(nint statement, int index, string text)
    {
        if (Encoding.UTF8.TryGetBytes(text, memory.AsSpan(used), out var length))
            return SqliteNative.BindText(statement, index, Take(length), length, InPlace);
        var bytes = Encoding.UTF8.GetBytes(text);
        return Pinned(bytes, at => SqliteNative.BindText(statement, index, at, bytes.Length, Copied));
    }

    public int Bind(nint statement, int index, ReadOnlySpan<byte> bytes)
    {
        if (bytes.TryCopyTo(memory.AsSpan(used)))
            return SqliteNative.BindBytes(statement, index, Take(bytes.Length), bytes.Length, InPlace);
        var whole = bytes.ToArray();
        return Pinned(whole, at => SqliteNative.BindBytes(statement, index, at, whole.Length, Copied));
    }

    public int Bind(nint statement, int index, Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind(statement, index, bytes);
    }

    private static int Pinned(byte[] bytes, Func<nint, int> bind)
    {
        var pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        try
        {
            return bind(pin.AddrOfPinnedObject());
        }
        finally
        {
            pin.Free();
        }
    }

    private nint Take(int length)
    {
        var at = start + used;
        used += length;
        return at;
    }
}
