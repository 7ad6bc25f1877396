using System.Security.Cryptography;

namespace JsHrss.Storage.Keys;

/// <summary>The vault over master key files: AES-256-GCM and HMAC-SHA-256 with keys derived by HKDF (RFC 5869).</summary>
internal sealed class KeyVault : IKeyVault, IDisposable
{
    private const byte AesGcm256 = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 2;
    private const int KeyBytes = 32;
    private const int MaxStackContext = 256;

    private readonly Dictionary<(KeyLabel, byte), DerivedKey> keys = [];

    public KeyVault(IReadOnlyDictionary<byte, byte[]> masterKeys)
    {
        if (!masterKeys.ContainsKey(1))
            throw new InvalidOperationException("The master key of version 1 is missing; values found by index are made with it.");
        foreach (var (version, master) in masterKeys)
        {
            if (master.Length != KeyBytes)
                throw new InvalidOperationException($"The master key of version {version} has {master.Length} bytes; it must have {KeyBytes}.");
            foreach (var label in Enum.GetValues<KeyLabel>())
            {
                var key = new byte[KeyBytes];
                HKDF.DeriveKey(HashAlgorithmName.SHA256, master, key, salt: [], label.HkdfInfo());
                keys.Add((label, version), new DerivedKey(key));
            }
        }

        CurrentVersion = masterKeys.Keys.Max();
    }

    public byte CurrentVersion { get; }

    public byte MacAlgorithm => 1;

    public byte VersionOf(KeyLabel label) => label.Rotates() ? CurrentVersion : (byte)1;

    public byte[] Seal(KeyLabel label, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context)
    {
        var version = VersionOf(label);
        var result = new byte[HeaderBytes + NonceBytes + plain.Length + TagBytes];
        result[0] = AesGcm256;
        result[1] = version;
        var nonce = result.AsSpan(HeaderBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        Span<byte> bound = stackalloc byte[HeaderBytes + Checked(context)];
        Bind(result, context, bound);
        keys[(label, version)].Cipher.Encrypt(nonce, plain, result.AsSpan(HeaderBytes + NonceBytes, plain.Length), result.AsSpan(result.Length - TagBytes), bound);
        return result;
    }

    public byte[] Open(KeyLabel label, ReadOnlySpan<byte> @sealed, ReadOnlySpan<byte> context)
    {
        if (@sealed.Length < HeaderBytes + NonceBytes + TagBytes || @sealed[0] != AesGcm256)
            throw new CryptographicException("Not a value sealed by an algorithm known here.");
        if (!keys.TryGetValue((label, @sealed[1]), out var key))
            throw new CryptographicException($"Sealed with master key version {@sealed[1]}, which is not configured.");
        var plain = new byte[@sealed.Length - HeaderBytes - NonceBytes - TagBytes];
        Span<byte> bound = stackalloc byte[HeaderBytes + Checked(context)];
        Bind(@sealed, context, bound);
        key.Cipher.Decrypt(@sealed.Slice(HeaderBytes, NonceBytes), @sealed.Slice(HeaderBytes + NonceBytes, plain.Length), @sealed[^TagBytes..], plain, bound);
        return plain;
    }

    public void Mac(KeyLabel label, byte version, ReadOnlySpan<byte> message, Span<byte> mac)
    {
        if (!keys.TryGetValue((label, version), out var key))
            throw new CryptographicException($"Made with master key version {version}, which is not configured.");
        HMACSHA256.HashData(key.Bytes, message, mac);
    }

    public void Encipher(KeyLabel label, ReadOnlySpan<byte> tweak, Span<byte> block)
    {
        using var cipher = CipherOf(label, tweak);
        cipher.EncryptEcb(block, block, PaddingMode.None);
    }

    public void Decipher(KeyLabel label, ReadOnlySpan<byte> tweak, Span<byte> block)
    {
        using var cipher = CipherOf(label, tweak);
        cipher.DecryptEcb(block, block, PaddingMode.None);
    }

    public void Dispose()
    {
        foreach (var key in keys.Values)
            key.Dispose();
    }

    /// <summary>AES-256 under a key of the tweak's own. One block and no more, of which no two are alike: the mode is the bare cipher.</summary>
    private Aes CipherOf(KeyLabel label, ReadOnlySpan<byte> tweak)
    {
        if (label.Rotates())
            throw new ArgumentOutOfRangeException(nameof(label), label, "A value without key version needs a key that never rotates.");
        Span<byte> key = stackalloc byte[KeyBytes];
        Mac(label, VersionOf(label), tweak, key);
        var cipher = Aes.Create();
        cipher.SetKey(key);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    private static void Bind(ReadOnlySpan<byte> @sealed, ReadOnlySpan<byte> context, Span<byte> bound)
    {
        context.CopyTo(bound);
        @sealed[..HeaderBytes].CopyTo(bound[context.Length..]);
    }

    private static int Checked(ReadOnlySpan<byte> context) =>
        context.Length <= MaxStackContext ? context.Length : throw new ArgumentOutOfRangeException(nameof(context), context.Length, "A context is a field number and a row key.");

    /// <summary>A key and, per thread, a cipher over it: the platform's cipher objects are not safe to share.</summary>
    private sealed class DerivedKey(byte[] bytes) : IDisposable
    {
        private readonly ThreadLocal<AesGcm> cipher = new(() => new AesGcm(bytes, TagBytes), trackAllValues: true);

        public ReadOnlySpan<byte> Bytes => bytes;

        public AesGcm Cipher => cipher.Value!;

        public void Dispose()
        {
            foreach (var each in cipher.Values)
                each.Dispose();
            cipher.Dispose();
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
