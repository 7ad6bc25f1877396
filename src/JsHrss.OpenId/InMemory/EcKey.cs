using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace JsHrss.OpenId.InMemory;

/// <summary>A P-256 key. The framework does not promise that one instance may sign from several threads, so each user takes one from a pool.</summary>
internal sealed class EcKey : IInMemoryKey, IDisposable
{
    private readonly ECParameters _parameters;
    private readonly ConcurrentBag<ECDsa> _idle = [];

    public EcKey()
    {
        using var created = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _parameters = created.ExportParameters(includePrivateParameters: true);
        var x = Base64Url.EncodeToString(_parameters.Q.X);
        var y = Base64Url.EncodeToString(_parameters.Q.Y);
        // RFC 7638 §3.2: required members in lexicographic order, no white space.
        Kid = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
        PublicJwk = $$"""{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"{{Kid}}","x":"{{x}}","y":"{{y}}"}""";
    }

    public string Kid { get; }

    public string PublicJwk { get; }

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
