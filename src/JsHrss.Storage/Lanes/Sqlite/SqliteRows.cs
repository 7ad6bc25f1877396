using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace JsHrss.Storage.Lanes.Sqlite;

/// <summary>The rows of a statement, read straight from SQLite. One object for the life of the statement; it knows the kinds of value that are stored, and no names.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "Rows are what it is.")]
internal sealed class SqliteRows(nint handle, SqliteStatement statement, int columns) : DbDataReader
{
    private bool isFirst;
    private bool hasRow;

    /// <summary>Between <see cref="Open"/> and the end of the reading.</summary>
    public bool IsOpen { get; private set; }

    public override int FieldCount => columns;

    public override bool HasRows => hasRow;

    public override bool IsClosed => !IsOpen;

    public override int RecordsAffected => -1;

    public override int Depth => 0;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => throw new NotSupportedException();

    public void Open(bool hasFirst) => (IsOpen, isFirst, hasRow) = (true, true, hasFirst);

    public override bool Read()
    {
        if (!hasRow)
            return false;
        if (isFirst)
            isFirst = false;
        else
            hasRow = statement.Advance();
        return hasRow;
    }

    public override bool IsDBNull(int ordinal) => SqliteNative.TypeOf(handle, ordinal) == SqliteNative.NullType;

    public override long GetInt64(int ordinal) => SqliteNative.Number(handle, ordinal);

    public override int GetInt32(int ordinal) => checked((int)SqliteNative.Number(handle, ordinal));

    public override bool GetBoolean(int ordinal) => SqliteNative.Number(handle, ordinal) != 0;

    public override string GetString(int ordinal)
    {
        var text = SqliteNative.Text(handle, ordinal);
        return text == 0 ? throw new InvalidCastException($"Column {ordinal} is null.") : Marshal.PtrToStringUTF8(text, SqliteNative.Length(handle, ordinal));
    }

    /// <summary>A key: sixteen bytes, most significant first (<see cref="StoredKey"/>).</summary>
    public override Guid GetGuid(int ordinal)
    {
        var at = SqliteNative.Bytes(handle, ordinal);
        if (at == 0 || SqliteNative.Length(handle, ordinal) != 16)
            throw new InvalidCastException($"Column {ordinal} holds no key.");
        return new Guid(MemoryMarshal.AsBytes([Marshal.ReadInt64(at), Marshal.ReadInt64(at + 8)]), bigEndian: true);
    }

    public override T GetFieldValue<T>(int ordinal) => typeof(T) == typeof(byte[]) ? (T)(object)Bytes(ordinal) : throw new NotSupportedException();

    public override object GetValue(int ordinal) => throw new NotSupportedException();

    public override int GetValues(object[] values) => throw new NotSupportedException();

    public override bool NextResult() => false;

    public override void Close()
    {
        if (!IsOpen)
            return;
        (IsOpen, hasRow) = (false, false);
        statement.Finish();
    }

    public override byte GetByte(int ordinal) => throw new NotSupportedException();

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override char GetChar(int ordinal) => throw new NotSupportedException();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override string GetDataTypeName(int ordinal) => throw new NotSupportedException();

    public override DateTime GetDateTime(int ordinal) => throw new NotSupportedException();

    public override decimal GetDecimal(int ordinal) => throw new NotSupportedException();

    public override double GetDouble(int ordinal) => throw new NotSupportedException();

    public override IEnumerator GetEnumerator() => throw new NotSupportedException();

    public override Type GetFieldType(int ordinal) => throw new NotSupportedException();

    public override float GetFloat(int ordinal) => throw new NotSupportedException();

    public override short GetInt16(int ordinal) => throw new NotSupportedException();

    public override string GetName(int ordinal) => throw new NotSupportedException();

    public override int GetOrdinal(string name) => throw new NotSupportedException();

    private byte[] Bytes(int ordinal)
    {
        var at = SqliteNative.Bytes(handle, ordinal);
        var length = SqliteNative.Length(handle, ordinal);
        // Of no bytes SQLite gives no address, as of null.
        if (at == 0)
            return length == 0 && !IsDBNull(ordinal) ? [] : throw new InvalidCastException($"Column {ordinal} is null.");
        var bytes = new byte[length];
        Marshal.Copy(at, bytes, 0, length);
        return bytes;
    }
}
