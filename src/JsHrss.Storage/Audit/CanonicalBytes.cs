using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace JsHrss.Storage.Audit;

/// <summary>Values one after the other, each with its length before it: no two lists of values read alike. What MACs and hashes of the audit are made over.</summary>
internal sealed class CanonicalBytes
{
    private readonly ArrayBufferWriter<byte> bytes = new(512);

    /// <param name="kind">What follows, with its version: <c>audit_fact/1</c>.</param>
    public CanonicalBytes(string kind) => Add(kind);

    public ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    public CanonicalBytes Add(string? text)
    {
        Length(text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        if (text is not null)
            Encoding.UTF8.GetBytes(text, bytes);
        return this;
    }

    public CanonicalBytes Add(byte[]? value)
    {
        Length(value?.Length ?? -1);
        bytes.Write(value);
        return this;
    }

    public CanonicalBytes Add(ReadOnlySpan<byte> value)
    {
        Length(value.Length);
        bytes.Write(value);
        return this;
    }

    public CanonicalBytes Add(Guid? key)
    {
        Length(key is null ? -1 : 16);
        if (key is not { } present)
            return this;
        present.TryWriteBytes(bytes.GetSpan(16), bigEndian: true, out _);
        bytes.Advance(16);
        return this;
    }

    public CanonicalBytes Add(long? number)
    {
        Length(number is null ? -1 : sizeof(long));
        if (number is not { } present)
            return this;
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(sizeof(long)), present);
        bytes.Advance(sizeof(long));
        return this;
    }

    private void Length(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes.GetSpan(sizeof(int)), length);
        bytes.Advance(sizeof(int));
    }
}
