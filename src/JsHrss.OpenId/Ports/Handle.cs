using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace JsHrss.OpenId.Ports;

/// <summary>How a remembered thing is found and proven: looked up by key, compared by digest in fixed time. The secret itself is never stored.</summary>
/// <param name="Kind">Which table.</param>
/// <param name="Key">Time-ordered key (RFC 9562 §5.7), found in the text of the handle.</param>
/// <param name="SecretDigest">SHA-256 of the 32 secret bytes.</param>
public sealed record Handle(Keepsake Kind, Guid Key, ReadOnlyMemory<byte> SecretDigest)
{
    private const int KeyBytes = 16;
    private const int SecretBytes = 32;

    /// <summary>A new random handle: 256 secret bits.</summary>
    /// <param name="kind">What it will name.</param>
    /// <param name="now">UTC; orders the key.</param>
    /// <returns>The handle and the text that is handed out once and never stored.</returns>
    public static (Handle Handle, string Text) Mint(Keepsake kind, DateTimeOffset now) =>
        From(kind, Guid.CreateVersion7(now), RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The handle with exactly this key and secret; for successors that any node must derive alike.</summary>
    /// <param name="kind">What it names.</param>
    /// <param name="key">Time-ordered key.</param>
    /// <param name="secret">32 bytes.</param>
    public static (Handle Handle, string Text) From(Keepsake kind, Guid key, ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, SecretBytes);
        Span<byte> bytes = stackalloc byte[KeyBytes + SecretBytes];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        secret.CopyTo(bytes[KeyBytes..]);
        return (new Handle(kind, key, SHA256.HashData(secret)), Prefix(kind) + Base64Url.EncodeToString(bytes));
    }

    /// <summary>Reads a presented handle of one kind. Anything but the exact form is null: other prefix, other length, other alphabet (case CD-12).</summary>
    /// <param name="kind">The only kind accepted.</param>
    /// <param name="text">As presented; may be hostile.</param>
    public static Handle? Read(Keepsake kind, string? text)
    {
        var prefix = Prefix(kind);
        if (text is null || text.Length != prefix.Length + Base64Url.GetEncodedLength(KeyBytes + SecretBytes) || !text.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        Span<byte> encoded = stackalloc byte[text.Length - prefix.Length];
        if (!Encoding.ASCII.TryGetBytes(text.AsSpan(prefix.Length), encoded, out var length) || length != encoded.Length)
            return null;
        Span<byte> bytes = stackalloc byte[KeyBytes + SecretBytes];
        if (!Base64Url.IsValid(encoded) || !Base64Url.TryDecodeFromUtf8(encoded, bytes, out var written) || written != bytes.Length)
            return null;
        return new Handle(kind, new Guid(bytes[..KeyBytes], bigEndian: true), SHA256.HashData(bytes[KeyBytes..]));
    }

    /// <summary>Whether a stored digest is this handle's; fixed time (case CD-14).</summary>
    /// <param name="stored">32 bytes as remembered.</param>
    public bool Proves(ReadOnlySpan<byte> stored) => CryptographicOperations.FixedTimeEquals(SecretDigest.Span, stored);

    private static string Prefix(Keepsake kind) => kind switch
    {
        Keepsake.AuthorizationCode => "code_",
        Keepsake.RefreshToken => "rt_",
        Keepsake.Interaction => "int_",
        Keepsake.PushedRequest => "par_",
        Keepsake.DeviceCode => "dev_",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
