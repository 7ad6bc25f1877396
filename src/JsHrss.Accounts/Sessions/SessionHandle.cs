using System.Buffers.Text;
using System.Security.Cryptography;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Sessions;

/// <summary>What the browser's cookie holds: the session's key and 32 secret bytes, of which only the digest is stored.</summary>
/// <param name="Id">The session's key.</param>
/// <param name="SecretDigest">SHA-256 of the secret.</param>
public sealed record SessionHandle(SessionId Id, ReadOnlyMemory<byte> SecretDigest)
{
    private const int KeyBytes = 16;
    private const int SecretBytes = 32;

    /// <summary>A handle for a new session.</summary>
    /// <returns>The handle, and the text that goes into the cookie and nowhere else.</returns>
    public static (SessionHandle Handle, string Text) Mint(DateTimeOffset now) => MintFor(SessionId.New(now));

    /// <summary>A new secret for a session that goes on: after every proof the cookie is another one (case RT-15).</summary>
    public static (SessionHandle Handle, string Text) MintFor(SessionId id)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes + SecretBytes];
        id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        RandomNumberGenerator.Fill(bytes[KeyBytes..]);
        return (new SessionHandle(id, SHA256.HashData(bytes[KeyBytes..])), Base64Url.EncodeToString(bytes));
    }

    /// <summary>Reads a cookie; null for anything but the exact form.</summary>
    public static SessionHandle? Read(string? text)
    {
        if (text is null || text.Length != Base64Url.GetEncodedLength(KeyBytes + SecretBytes) || !Base64Url.IsValid(text))
            return null;
        Span<byte> bytes = stackalloc byte[KeyBytes + SecretBytes];
        return Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == bytes.Length
            ? new SessionHandle(new SessionId(new Guid(bytes[..KeyBytes], bigEndian: true)), SHA256.HashData(bytes[KeyBytes..]))
            : null;
    }

    /// <summary>Whether a stored digest is this handle's; fixed time.</summary>
    public bool Proves(ReadOnlySpan<byte> stored) => CryptographicOperations.FixedTimeEquals(SecretDigest.Span, stored);

    /// <summary>The session's key; never the secret.</summary>
    public override string ToString() => Id.ToString();
}
