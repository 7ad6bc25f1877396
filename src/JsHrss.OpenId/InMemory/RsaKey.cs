using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace JsHrss.OpenId.InMemory;

/// <summary>A 2048-bit RSA key that is used with one algorithm only (RFC 8725 §3.1). Like <see cref="EcKey"/> each user takes an instance from a pool.</summary>
internal sealed class RsaKey : IInMemoryKey, IDisposable
{
    private const int Bits = 2048;

    private readonly RSAParameters _parameters;
    private readonly RSASignaturePadding _padding;
    private readonly ConcurrentBag<RSA> _idle = [];

    /// <param name="algorithm">PS256 or RS256.</param>
    public RsaKey(string algorithm)
    {
        _padding = algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        using var created = RSA.Create(Bits);
        _parameters = created.ExportParameters(includePrivateParameters: true);
        var n = Base64Url.EncodeToString(_parameters.Modulus);
        var e = Base64Url.EncodeToString(_parameters.Exponent);
        // RFC 7638 §3.2: required members in lexicographic order, no white space.
        Kid = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"e":"{{e}}","kty":"RSA","n":"{{n}}"}""")));
        PublicJwk = $$"""{"kty":"RSA","use":"sig","alg":"{{algorithm}}","kid":"{{Kid}}","n":"{{n}}","e":"{{e}}"}""";
    }

    public string Kid { get; }

    public string PublicJwk { get; }

    public int Sign(ReadOnlySpan<byte> input, Span<byte> signature)
    {
        var rsa = Take();
        try
        {
            return rsa.SignData(input, signature, HashAlgorithmName.SHA256, _padding);
        }
        finally
        {
            _idle.Add(rsa);
        }
    }

    public bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
    {
        var rsa = Take();
        try
        {
            return rsa.VerifyData(input, signature, HashAlgorithmName.SHA256, _padding);
        }
        finally
        {
            _idle.Add(rsa);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var rsa))
            rsa.Dispose();
    }

    private RSA Take() => _idle.TryTake(out var rsa) ? rsa : RSA.Create(_parameters);
}
