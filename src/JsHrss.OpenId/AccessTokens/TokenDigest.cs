using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>SHA-256 of a token or of a part of it, as a key that compares fast.</summary>
internal readonly record struct TokenDigest(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Of the whole text: what a token once verified is found again by.</summary>
    public static TokenDigest OfText(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(token, hash);
        return new TokenDigest(
            BinaryPrimitives.ReadUInt64LittleEndian(hash),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[24..]));
    }

    /// <summary>Of the signing input (RFC 7515 §5.1): what a token is revoked by.</summary>
    /// <remarks>
    /// Not of the whole text: anyone can turn an ECDSA signature (r, s) into (r, n-s), which verifies as well. A revoked token
    /// would come back under another digest.
    /// </remarks>
    public static ReadOnlyMemory<byte> OfSigningInput(string token)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Hash(token.AsSpan(0, token.LastIndexOf('.')), hash);
        return hash;
    }

    /// <summary><c>at_hash</c>: left half of the hash of the token's text (Core §3.1.3.6), for the SHA-256 family.</summary>
    public static ReadOnlyMemory<byte> LeftHalf(string token)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        Hash(token, hash);
        return hash.AsMemory(0, hash.Length / 2);
    }

    private static void Hash(ReadOnlySpan<char> text, Span<byte> hash)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        SHA256.HashData(rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)), hash);
        ArrayPool<byte>.Shared.Return(rented);
    }
}
