using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.InMemory;

/// <summary>One ES256 key (RFC 7518 §3.4) that lives as long as the process.</summary>
public sealed class InMemorySigningKeys : ISigningKeys, IDisposable
{
    private const string Es256 = "ES256";

    private readonly EcKey _key;

    /// <summary>With a new key.</summary>
    public InMemorySigningKeys()
    {
        using var created = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _key = new EcKey(created.ExportParameters(includePrivateParameters: true));
        Jwks = Encoding.UTF8.GetBytes(
            $$"""{"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"{{_key.Kid}}","x":"{{_key.X}}","y":"{{_key.Y}}"}]}""");
    }

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Jwks { get; }

    /// <inheritdoc />
    public ISigner For(string algorithm) =>
        algorithm == Es256 ? _key : throw new NotSupportedException($"No signing key for {algorithm}.");

    /// <inheritdoc />
    public bool Verify(string kid, string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) =>
        algorithm == Es256 && kid == _key.Kid && _key.Verify(input, signature);

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();

    /// <summary>A P-256 key. The framework does not promise that one instance may sign from several threads, so each user takes one from a pool.</summary>
    private sealed class EcKey : ISigner, IDisposable
    {
        private readonly ECParameters _parameters;
        private readonly ConcurrentBag<ECDsa> _idle = [];

        public EcKey(ECParameters parameters)
        {
            _parameters = parameters;
            X = Base64Url.EncodeToString(parameters.Q.X);
            Y = Base64Url.EncodeToString(parameters.Q.Y);
            // RFC 7638 §3.2: required members in lexicographic order, no white space.
            Kid = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));
        }

        public string Kid { get; }

        public string X { get; }

        public string Y { get; }

        public int Sign(ReadOnlySpan<byte> input, Span<byte> signature)
        {
            var ecdsa = Take();
            try
            {
                return ecdsa.SignData(input, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            }
            finally
            {
                _idle.Add(ecdsa);
            }
        }

        public bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
        {
            var ecdsa = Take();
            try
            {
                return ecdsa.VerifyData(input, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            }
            finally
            {
                _idle.Add(ecdsa);
            }
        }

        public void Dispose()
        {
            while (_idle.TryTake(out var ecdsa))
                ecdsa.Dispose();
        }

        private ECDsa Take() => _idle.TryTake(out var ecdsa) ? ecdsa : ECDsa.Create(_parameters);
    }
}
