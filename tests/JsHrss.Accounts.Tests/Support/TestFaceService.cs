using System.Security.Cryptography;
using JsHrss.Accounts.FaceChecks;

namespace JsHrss.Accounts.Tests.Support;

/// <summary>The app's face service, with a key of its own.</summary>
internal sealed class TestFaceService : IAppFaceService, IDisposable
{
    public const string Kid = "face-1";

    private readonly TestAppKey _key = new();

    public string Name => "https://face.example";

    public string Audience => "https://id.example";

    public bool HasSigned(string kid, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) => kid == Kid && _key.Verify(input, signature);

    public static string Header { get; } = $$"""{"alg":"ES256","typ":"jshrss-face+jwt","kid":"{{Kid}}"}""";

    public string Assert(ExpectedFace face, DateTimeOffset at, string txn = "txn-1", string result = "passed", string liveness = "true", string? jkt = null) => Sign(Payload(face, at, txn, result, liveness, jkt));

    public string Payload(ExpectedFace face, DateTimeOffset at, string txn = "txn-1", string result = "passed", string liveness = "true", string? jkt = null) =>
        $$"""
        {"iss":"{{Name}}","aud":"{{Audience}}","nonce":"{{face.Nonce}}","txn":"{{txn}}","subject":"{{FaceAssertionJws.DigestOf(face.Nonce, face.Subject)}}","cnf":{"jkt":"{{jkt ?? face.Thumbprint}}"},"liveness":{{liveness}},"result":"{{result}}","iat":{{at.ToUnixTimeSeconds()}},"exp":{{at.AddMinutes(10).ToUnixTimeSeconds()}}}
        """;

    public string Sign(string payload, string? header = null) => _key.Sign(header ?? Header, payload);

    public void Dispose() => _key.Dispose();
}
