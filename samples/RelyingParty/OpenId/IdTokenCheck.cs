using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace RelyingParty.OpenId;

/// <summary>What an ID token must agree with.</summary>
/// <param name="Nonce">The one sent with the request.</param>
/// <param name="AccessToken">The access token of the same answer, for <c>at_hash</c>.</param>
internal sealed record IdTokenExpectation(
    string Issuer,
    string ClientId,
    string Algorithm,
    IEnumerable<SecurityKey> Keys,
    string? Nonce,
    string AccessToken,
    TimeSpan? MaxAge,
    string? EssentialAcr,
    DateTimeOffset Now)
{
    /// <summary>On refresh a token need not repeat the nonce; if it does, it must be the first one (Core §12.2).</summary>
    public bool NonceMayBeAbsent { get; init; }
}

/// <summary>The outcome of <see cref="IdTokenCheck"/>: claims, or the reason for refusal.</summary>
internal sealed record IdTokenVerdict(JsonObject? Claims, string? Refusal, bool KeyUnknown = false);

/// <summary>Validates an ID token, in the order of OpenID Connect Core §3.1.3.7.</summary>
internal static class IdTokenCheck
{
    /// <summary>How far two honest clocks may lie apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    public static async Task<IdTokenVerdict> JudgeAsync(string idToken, IdTokenExpectation expected)
    {
        // Steps 2-10: issuer, audience, signature with the registered algorithm only, lifetime.
        var result = await Handler.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidIssuer = expected.Issuer,
            ValidAudience = expected.ClientId,
            IssuerSigningKeys = expected.Keys,
            ValidAlgorithms = [expected.Algorithm],
            LifetimeValidator = (notBefore, expires, _, _) =>
                expires is { } end && expected.Now - Skew < end && (notBefore is not { } start || expected.Now + Skew >= start),
        });
        if (!result.IsValid)
            return new(null, result.Exception?.GetType().Name ?? "invalid", result.Exception is SecurityTokenSignatureKeyNotFoundException);

        var token = (JsonWebToken)result.SecurityToken;
        // An access token or logout token of the same issuer must not pass for an ID token (RFC 8725 §3.11).
        if (token.Typ is { Length: > 0 } type && !type.Equals("JWT", StringComparison.OrdinalIgnoreCase))
            return new(null, "typ");
        var claims = (JsonObject)JsonNode.Parse(Base64UrlEncoder.Decode(token.EncodedPayload))!;
        return Breach(claims, expected) is { } breach ? new(null, breach) : new(claims, null);
    }

    private static string? Breach(JsonObject claims, IdTokenExpectation expected)
    {
        if (claims.Text("sub") is not { Length: > 0 and <= 255 })
            return "sub";
        // Steps 3-5: several audiences, or one that is not us alone, need an azp that is us.
        if ((claims["aud"] is JsonArray { Count: > 1 } || claims.ContainsKey("azp")) && claims.Text("azp") != expected.ClientId)
            return "azp";
        // Step 11: the nonce binds the token to this browser's request; it stops injected codes (RFC 9700 §4.5.3).
        if (!(expected.NonceMayBeAbsent && !claims.ContainsKey("nonce")) && (expected.Nonce is null || claims.Text("nonce") != expected.Nonce))
            return "nonce";
        // §3.1.3.6: half of the hash of the access token that came with it.
        if (claims.Text("at_hash") is { } hash && hash != HalfHash(expected.AccessToken))
            return "at_hash";
        // Step 13: what max_age asked for must have happened.
        if (expected.MaxAge is { } age && (claims.Number("auth_time") is not { } at || at < (expected.Now - age - Skew).ToUnixTimeSeconds()))
            return "auth_time";
        // Step 12: an essential acr that was not met must not pass for met.
        if (expected.EssentialAcr is { } acr && claims.Text("acr") is var reached && !AcrReaches(reached, acr))
            return "acr";
        return null;
    }

    /// <summary>The issuer's levels are ordered; a higher one satisfies a lower.</summary>
    internal static bool AcrReaches(string? reached, string wanted)
    {
        string[] ascending = ["urn:jshrss:acr:registered", "urn:jshrss:acr:realname", "urn:jshrss:acr:realperson", "urn:jshrss:acr:realperson-live"];
        var (has, needs) = (Array.IndexOf(ascending, reached), Array.IndexOf(ascending, wanted));
        return needs < 0 ? reached == wanted : has >= needs;
    }

    private static string HalfHash(string accessToken) =>
        Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16).ToArray());
}
