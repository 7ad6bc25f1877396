namespace JsHrss.Storage.Keys;

/// <summary>
/// Everything that is done with secret keys. Keys never leave it, so that a hardware module or SM3/SM4 can take its place.
/// </summary>
public interface IKeyVault
{
    /// <summary>Version of the master key that new ciphertexts and MACs are made with.</summary>
    byte CurrentVersion { get; }

    /// <summary>Algorithm id of MACs: 1 = HMAC-SHA-256.</summary>
    byte MacAlgorithm { get; }

    /// <summary>Seals with authenticated encryption.</summary>
    /// <param name="label">Which key.</param>
    /// <param name="plain">What to hide.</param>
    /// <param name="context">What the ciphertext is bound to; algorithm and key version are bound by the vault itself.</param>
    /// <returns>algorithm 1 || key version 1 || nonce 12 || ciphertext || tag 16.</returns>
    byte[] Seal(KeyLabel label, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context);

    /// <summary>Opens what <see cref="Seal"/> made for the same label and context.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Changed, moved to another row or column, or sealed with a key that is not here.</exception>
    byte[] Open(KeyLabel label, ReadOnlySpan<byte> @sealed, ReadOnlySpan<byte> context);

    /// <summary>Keyed digest with the key version that stands beside the stored value.</summary>
    /// <param name="label">Which key.</param>
    /// <param name="version">Which master key; <see cref="VersionOf"/> for new values.</param>
    /// <param name="message">What to digest.</param>
    /// <param name="mac">32 bytes.</param>
    void Mac(KeyLabel label, byte version, ReadOnlySpan<byte> message, Span<byte> mac);

    /// <summary>Enciphers one block, so that <see cref="Decipher"/> finds it again: a keyed permutation, another one for each tweak. Of the key version that <see cref="VersionOf"/> tells.</summary>
    /// <param name="label">Which key; one that never rotates, because nothing beside the value says its version.</param>
    /// <param name="tweak">What the permutation is for.</param>
    /// <param name="block">16 bytes, replaced in place.</param>
    void Encipher(KeyLabel label, ReadOnlySpan<byte> tweak, Span<byte> block);

    /// <summary>Turns <see cref="Encipher"/> round. Any block has an answer: whether it is one that was ever enciphered is for the caller to find out.</summary>
    /// <param name="label">Which key.</param>
    /// <param name="tweak">What the permutation is for.</param>
    /// <param name="block">16 bytes, replaced in place.</param>
    void Decipher(KeyLabel label, ReadOnlySpan<byte> tweak, Span<byte> block);

    /// <summary>The key version new values of this label are made with: the newest, except for labels that never rotate.</summary>
    byte VersionOf(KeyLabel label);
}
