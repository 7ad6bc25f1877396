using System.Buffers.Text;
using System.Security.Cryptography;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>
/// What the browser's cookie holds: the ticket's key and 32 secret bytes, of which only the digest is stored. The secret in the code is derived from it, so that a page shown again shows the same
/// code although nobody keeps it, and whoever photographs the code learns nothing of the cookie (cases QR-01, QR-05).
/// </summary>
public sealed class QrBrowserHandle
{
    private const int KeyBytes = 16;
    private const int SecretBytes = 32;
    private const int ScanBytes = 16;

    private readonly byte[] _secret;

    private QrBrowserHandle(QrTicketId id, byte[] secret) => (Id, _secret) = (id, secret);

    /// <summary>The ticket's key.</summary>
    public QrTicketId Id { get; }

    /// <summary>SHA-256 of the secret.</summary>
    public ReadOnlyMemory<byte> Digest => SHA256.HashData(_secret);

    /// <summary>Text of the cookie, and of nothing else.</summary>
    public string Text
    {
        get
        {
            Span<byte> bytes = stackalloc byte[KeyBytes + SecretBytes];
            Id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
            _secret.CopyTo(bytes[KeyBytes..]);
            return Base64Url.EncodeToString(bytes);
        }
    }

    /// <summary>What stands in the code: base64url of key and 16 secret bytes.</summary>
    public string ScanText
    {
        get
        {
            Span<byte> bytes = stackalloc byte[KeyBytes + ScanBytes];
            Id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
            HMACSHA256.HashData(_secret, "scan"u8)[..ScanBytes].CopyTo(bytes[KeyBytes..]);
            return Base64Url.EncodeToString(bytes);
        }
    }

    /// <summary>A handle for a new ticket.</summary>
    public static QrBrowserHandle Mint(DateTimeOffset now) => new(QrTicketId.New(now), RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Reads a cookie; null for anything but the exact form.</summary>
    public static QrBrowserHandle? Read(string? text)
    {
        if (text is null || text.Length != Base64Url.GetEncodedLength(KeyBytes + SecretBytes) || !Base64Url.IsValid(text))
            return null;
        Span<byte> bytes = stackalloc byte[KeyBytes + SecretBytes];
        return Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == bytes.Length
            ? new QrBrowserHandle(new QrTicketId(new Guid(bytes[..KeyBytes], bigEndian: true)), bytes[KeyBytes..].ToArray())
            : null;
    }

    /// <summary>Whether a stored digest is this browser's; fixed time.</summary>
    public bool Proves(ReadOnlySpan<byte> stored) => CryptographicOperations.FixedTimeEquals(Digest.Span, stored);

    /// <summary>The key; never the secret.</summary>
    public override string ToString() => Id.ToString();
}

/// <summary>What a phone read from a code.</summary>
/// <param name="Id">The ticket's key.</param>
/// <param name="Digest">SHA-256 of the secret.</param>
public sealed record QrScanCode(QrTicketId Id, ReadOnlyMemory<byte> Digest)
{
    private const int KeyBytes = 16;
    private const int ScanBytes = 16;

    /// <summary>Reads it; null for anything but the exact form.</summary>
    public static QrScanCode? Read(string? text)
    {
        if (text is null || text.Length != Base64Url.GetEncodedLength(KeyBytes + ScanBytes) || !Base64Url.IsValid(text))
            return null;
        Span<byte> bytes = stackalloc byte[KeyBytes + ScanBytes];
        // The last of 43 characters holds two idle bits: only one spelling is ours.
        return Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == bytes.Length && Base64Url.EncodeToString(bytes) == text
            ? new QrScanCode(new QrTicketId(new Guid(bytes[..KeyBytes], bigEndian: true)), SHA256.HashData(bytes[KeyBytes..]))
            : null;
    }

    /// <summary>Whether a stored digest is this code's; fixed time.</summary>
    public bool Proves(ReadOnlySpan<byte> stored) => CryptographicOperations.FixedTimeEquals(Digest.Span, stored);

    /// <summary>The key; never the secret.</summary>
    public override string ToString() => Id.ToString();
}
