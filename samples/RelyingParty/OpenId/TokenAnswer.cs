using System.Text.Json;
using System.Text.Json.Nodes;

namespace RelyingParty.OpenId;

/// <summary>A successful answer of the token endpoint (RFC 6749 §5.1, Core §3.1.3.3, RFC 9396 §7).</summary>
internal sealed record TokenAnswer
{
    public required string AccessToken { get; init; }

    public string? IdToken { get; init; }

    public string? RefreshToken { get; init; }

    public required TimeSpan LivesFor { get; init; }

    public string? Scope { get; init; }

    /// <summary>The whole answer, as it came.</summary>
    public required JsonObject Raw { get; init; }

    /// <summary>Reads an answer; null when it is not one this client can use.</summary>
    public static TokenAnswer? Read(string json)
    {
        try
        {
            if (JsonNode.Parse(json) is not JsonObject raw
                || raw.Text("access_token") is not { Length: > 0 } accessToken
                || !string.Equals(raw.Text("token_type"), "Bearer", StringComparison.OrdinalIgnoreCase))
                return null;
            return new TokenAnswer
            {
                AccessToken = accessToken,
                IdToken = raw.Text("id_token"),
                RefreshToken = raw.Text("refresh_token"),
                // Without expires_in the life is unknown (RFC 6749 §5.1); a short guess only costs a refresh.
                LivesFor = TimeSpan.FromSeconds(raw.Number("expires_in") ?? 60),
                Scope = raw.Text("scope"),
                Raw = raw,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Never prints a token.</summary>
    public override string ToString() => $"{nameof(TokenAnswer)}({Scope})";
}
