using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace JsHrss.Storage.Keys;

/// <summary>Seals single columns. The ciphertext is bound to its column and row: copied elsewhere it does not open (case PI-01).</summary>
internal sealed class FieldCipher(IKeyVault vault)
{
    private const int ContextBytes = sizeof(ushort) + 16;

    public byte[] Seal(SealedField field, Guid row, ReadOnlySpan<byte> plain)
    {
        Span<byte> context = stackalloc byte[ContextBytes];
        Bind(field, row, context);
        return vault.Seal(KeyLabel.Field, plain, context);
    }

    public byte[] Open(SealedField field, Guid row, ReadOnlySpan<byte> @sealed)
    {
        Span<byte> context = stackalloc byte[ContextBytes];
        Bind(field, row, context);
        return vault.Open(KeyLabel.Field, @sealed, context);
    }

    [return: NotNullIfNotNull(nameof(text))]
    public byte[]? SealText(SealedField field, Guid row, string? text) =>
        text is null ? null : Seal(field, row, Encoding.UTF8.GetBytes(text));

    [return: NotNullIfNotNull(nameof(@sealed))]
    public string? OpenText(SealedField field, Guid row, byte[]? @sealed) =>
        @sealed is null ? null : Encoding.UTF8.GetString(Open(field, row, @sealed));

    private static void Bind(SealedField field, Guid row, Span<byte> context)
    {
        BinaryPrimitives.WriteUInt16BigEndian(context, (ushort)field);
        row.TryWriteBytes(context[sizeof(ushort)..], bigEndian: true, out _);
    }
}
