using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace JsHrss.Accounts.Tests.Support;

/// <summary>A phone's key, and what it signs.</summary>
internal sealed class TestAppKey : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAppKey()
    {
        var point = _key.ExportParameters(false).Q;
        (X, Y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }

    public string X { get; }

    public string Y { get; }

    public string Jwk => $$"""{"kty":"EC","crv":"P-256","x":"{{X}}","y":"{{Y}}"}""";

    public string Thumbprint => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));

    public string Approve(string request, string shown, string context, DateTimeOffset at, string decision = "confirm", string type = "jshrss-approval+jwt") => Sign(
        $$"""{"alg":"ES256","typ":"{{type}}","jwk":{{Jwk}}}""",
        $$"""{"request":"{{request}}","shown":"{{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(shown)))}}","context":"{{context}}","decision":"{{decision}}","iat":{{at.ToUnixTimeSeconds()}}}""");

    public string Sign(string header, string payload)
    {
        var input = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}";
        return $"{input}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256))}";
    }

    public bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) => _key.VerifyData(input, signature, HashAlgorithmName.SHA256);

    public void Dispose() => _key.Dispose();
}
