using System.Text;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.InMemory;

/// <summary>One key each of ES256, PS256 and RS256 (RFC 7518 §3.3 to §3.5) that live as long as the process. The RSA keys take a while to make and are made when first asked for.</summary>
public sealed class InMemorySigningKeys : ISigningKeys, IDisposable
{
    private readonly EcKey _es256 = new();
    private readonly Lazy<RsaKey> _ps256 = new(() => new RsaKey("PS256"));
    private readonly Lazy<RsaKey> _rs256 = new(() => new RsaKey("RS256"));
    private readonly Lazy<byte[]> _jwks;

    /// <summary>With new keys.</summary>
    public InMemorySigningKeys() =>
        _jwks = new(() => Encoding.UTF8.GetBytes($$"""{"keys":[{{_es256.PublicJwk}},{{_ps256.Value.PublicJwk}},{{_rs256.Value.PublicJwk}}]}"""));

    /// <inheritdoc />
    public ReadOnlyMemory<byte> Jwks => _jwks.Value;

    /// <inheritdoc />
    public ISigner For(string algorithm) => Of(algorithm) ?? throw new NotSupportedException($"No signing key for {algorithm}.");

    /// <inheritdoc />
    public bool Verify(string kid, string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) =>
        Of(algorithm) is { } key && key.Kid == kid && key.Verify(input, signature);

    /// <inheritdoc />
    public void Dispose()
    {
        _es256.Dispose();
        foreach (var rsa in new[] { _ps256, _rs256 })
        {
            if (rsa.IsValueCreated)
                rsa.Value.Dispose();
        }
    }

    private IInMemoryKey? Of(string algorithm) => algorithm switch
    {
        "ES256" => _es256,
        "PS256" => _ps256.Value,
        "RS256" => _rs256.Value,
        _ => null,
    };
}

/// <summary>A key pair in memory.</summary>
internal interface IInMemoryKey : ISigner
{
    /// <summary>Public members only, as they are published.</summary>
    string PublicJwk { get; }

    bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature);
}
