using System.Buffers.Binary;

namespace JsHrss.Accounts.Identifiers;

/// <summary>How 16-byte keys read outside: a prefix and 26 characters of Crockford's base32 in upper case (the form of a ULID), compared ordinally.</summary>
/// <remarks>One spelling only: lower case, other alphabets and other lengths are no id, so that a key cannot be written in two ways.</remarks>
internal static class PublicId
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 26;

    public static string Write(string prefix, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        var bits = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        Span<char> text = stackalloc char[Length];
        for (var i = Length - 1; i >= 0; i--, bits >>= 5)
            text[i] = Alphabet[(int)(bits & 31)];
        return string.Concat(prefix, text);
    }

    public static Guid? Read(string prefix, string? text)
    {
        if (text is null || text.Length != prefix.Length + Length || !text.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var bits = UInt128.Zero;
        for (var i = prefix.Length; i < text.Length; i++)
        {
            var digit = Alphabet.IndexOf(text[i], StringComparison.Ordinal);
            // 26 characters hold 130 bits: a first character above 7 would overflow into a second spelling.
            if (digit < 0 || (i == prefix.Length && digit > 7))
                return null;
            bits = (bits << 5) | (uint)digit;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        return new Guid(bytes, bigEndian: true);
    }
}
