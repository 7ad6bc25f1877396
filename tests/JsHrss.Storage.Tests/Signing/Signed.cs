using JsHrss.OpenId.Ports;
using JsHrss.Storage.Configuration;

namespace JsHrss.Storage.Tests.Signing;

/// <summary>Something signed, and who believes it.</summary>
internal sealed record Signed(string Kid, string Algorithm, DateTimeOffset At, byte[] Signature)
{
    private static readonly byte[] Input = "header.payload"u8.ToArray();

    public static Signed By(TestStore node, string algorithm = "ES256")
    {
        var signer = node.Get<ISigningKeys>().For(algorithm);
        var signature = new byte[512];
        var length = signer.Sign(Input, signature);
        return new Signed(signer.Kid, algorithm, node.Get<TimeProvider>().GetUtcNow(), signature[..length]);
    }

    public bool VerifiesAt(TestStore node) => node.Get<ISigningKeys>().Verify(Kid, Algorithm, Input, Signature);

    public bool IsEvidenceAt(TestStore node, TimeSpan later = default) => node.Get<ISigningKeys>().VerifyAsOf(At + later, Kid, Algorithm, Input, Signature);
}

internal static class Nodes
{
    /// <summary>What every node does each second.</summary>
    public static async Task AskAsync(this TestStore node) => await node.Get<ConfigWatch>().AskAsync(TestContext.Current.CancellationToken);

    public static string[] Kids(this TestStore node) =>
        [.. System.Text.Json.JsonDocument.Parse(node.Get<ISigningKeys>().Jwks).RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
}
