using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace UpstreamSandbox.Phone;

/// <summary>The app's key in a phone: it binds the tokens (RFC 9449) and signs what its holder confirms.</summary>
internal sealed class PhoneKey : IDisposable
{
    private readonly ECDsa _key;
    private readonly Lock _signing = new();

    private PhoneKey(ECDsa key)
    {
        _key = key;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        Jwk = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = x, ["y"] = y };
        // RFC 7638 §3.2: the required members in lexicographic order, nothing between them.
        Thumbprint = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
    }

    public JsonObject Jwk { get; }

    public string Thumbprint { get; }

    public static PhoneKey Make() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public static PhoneKey Read(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return new PhoneKey(key);
    }

    public string ToPem() => _key.ExportPkcs8PrivateKeyPem();

    public byte[] Sign(byte[] text)
    {
        lock (_signing)
            return _key.SignData(text, HashAlgorithmName.SHA256);
    }

    public void Dispose() => _key.Dispose();
}
