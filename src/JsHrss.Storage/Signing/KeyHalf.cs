using System.Security.Cryptography;

namespace JsHrss.Storage.Signing;

/// <summary>The mathematics of one key: the private half signs and verifies, the public half only verifies.</summary>
internal abstract class KeyHalf : IDisposable
{
    /// <summary>From a PKCS #8 document.</summary>
    public static KeyHalf Private(string algorithm, ReadOnlySpan<byte> pkcs8)
    {
        if (algorithm == SigningAlgorithm.Es256)
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportPkcs8PrivateKey(pkcs8, out _);
            return new EcdsaHalf(ecdsa.ExportParameters(includePrivateParameters: true));
        }

        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(pkcs8, out _);
        return new RsaHalf(rsa.ExportParameters(includePrivateParameters: true), PaddingOf(algorithm));
    }

    /// <summary>From a public JWK of ours.</summary>
    public static KeyHalf Public(string algorithm, string jwk) => algorithm == SigningAlgorithm.Es256
        ? new EcdsaHalf(PublicJwk.ReadEc(jwk))
        : new RsaHalf(PublicJwk.ReadRsa(jwk), PaddingOf(algorithm));

    /// <summary>Signs, in the JWS form of the algorithm.</summary>
    /// <returns>Bytes written.</returns>
    public abstract int Sign(ReadOnlySpan<byte> input, Span<byte> signature);

    public abstract bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature);

    public abstract void Dispose();

    // RFC 7518 §3.5: MGF1 with SHA-256 and a salt as long as the hash, which is what the platform's PSS does.
    private static RSASignaturePadding PaddingOf(string algorithm) => algorithm switch
    {
        SigningAlgorithm.Rs256 => RSASignaturePadding.Pkcs1,
        SigningAlgorithm.Ps256 => RSASignaturePadding.Pss,
        _ => throw new InvalidOperationException($"signing_key holds a key for {algorithm}, which this program does not know."),
    };

    /// <summary>The platform's key objects are not promised to be safe to share between threads.</summary>
    private sealed class PerThread<T>(Func<T> make) : IDisposable
        where T : IDisposable
    {
        private readonly ThreadLocal<T> own = new(make, trackAllValues: true);

        public T Own => own.Value!;

        public void Dispose()
        {
            foreach (var each in own.Values)
                each.Dispose();
            own.Dispose();
        }
    }

    /// <summary>RFC 7518 §3.4: R || S.</summary>
    private sealed class EcdsaHalf(ECParameters parameters) : KeyHalf
    {
        private const int SignatureBytes = 64;

        private readonly PerThread<ECDsa> key = new(() => ECDsa.Create(parameters));

        public override int Sign(ReadOnlySpan<byte> input, Span<byte> signature) =>
            key.Own.TrySignData(input, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out var written)
                ? written
                : throw new ArgumentException($"An ES256 signature has {SignatureBytes} bytes.", nameof(signature));

        public override bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) =>
            signature.Length == SignatureBytes && key.Own.VerifyData(input, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

        public override void Dispose() => key.Dispose();
    }

    /// <summary>RFC 7518 §3.3 and §3.5: as long as the modulus.</summary>
    private sealed class RsaHalf(RSAParameters parameters, RSASignaturePadding padding) : KeyHalf
    {
        private readonly PerThread<RSA> key = new(() => RSA.Create(parameters));
        private readonly int signatureBytes = parameters.Modulus!.Length;

        public override int Sign(ReadOnlySpan<byte> input, Span<byte> signature) =>
            key.Own.TrySignData(input, signature, HashAlgorithmName.SHA256, padding, out var written)
                ? written
                : throw new ArgumentException($"A signature of this key has {signatureBytes} bytes.", nameof(signature));

        public override bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) =>
            signature.Length == signatureBytes && key.Own.VerifyData(input, signature, HashAlgorithmName.SHA256, padding);

        public override void Dispose() => key.Dispose();
    }
}
