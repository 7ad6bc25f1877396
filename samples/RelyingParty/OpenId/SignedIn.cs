using System.Text.Json.Nodes;

namespace RelyingParty.OpenId;

/// <summary>A completed and fully checked sign-in.</summary>
internal sealed record SignedIn(string Scheme, string ClientId, JsonObject Claims, JsonObject? UserInfo, TokenAnswer Tokens, DateTimeOffset At)
{
    public string Subject => Claims.Text("sub")!;

    /// <summary>Session, client and context in one (tokens.md): what a ticket is kept for.</summary>
    public string? SessionId => Claims.Text("sid");

    public override string ToString() => $"{nameof(SignedIn)}({ClientId})";
}
