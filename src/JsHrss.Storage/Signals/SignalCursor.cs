using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace JsHrss.Storage.Signals;

/// <summary>A place in the order (tx, id) of one epoch, as text that means nothing to whoever keeps it.</summary>
/// <param name="Epoch">Of the audit: it grows when a backup was put back, and places of an earlier one are none any more.</param>
/// <param name="Tx">The transaction's place.</param>
/// <param name="Id">The last one read in it.</param>
internal readonly record struct SignalCursor(int Epoch, long Tx, Guid Id)
{
    private const byte Form = 1;
    private const int Length = 1 + 4 + 8 + 16;

    public static SignalCursor Begin(int epoch) => new(epoch, 0, Guid.Empty);

    /// <summary>Null: no text of ours.</summary>
    public static SignalCursor? Read(string text)
    {
        Span<byte> bytes = stackalloc byte[Length + 3];
        if (text.Length != Base64Url.GetEncodedLength(Length) || Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done || written != Length || bytes[0] != Form)
            return null;
        var (epoch, tx) = (BinaryPrimitives.ReadInt32BigEndian(bytes[1..]), BinaryPrimitives.ReadInt64BigEndian(bytes[5..]));
        return epoch > 0 && tx >= 0 ? new SignalCursor(epoch, tx, new Guid(bytes[13..Length], bigEndian: true)) : null;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Form;
        BinaryPrimitives.WriteInt32BigEndian(bytes[1..], Epoch);
        BinaryPrimitives.WriteInt64BigEndian(bytes[5..], Tx);
        Id.TryWriteBytes(bytes[13..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
