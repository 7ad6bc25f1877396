using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace RelyingParty.OpenId;

/// <summary>What a logout token must agree with.</summary>
internal sealed record LogoutTokenExpectation(string Issuer, string ClientId, string Algorithm, IEnumerable<SecurityKey> Keys, DateTimeOffset Now);

/// <summary>Whom the identity provider signed out. At least one of session and subject is said.</summary>
/// <param name="SessionId"><c>sid</c>: this session alone.</param>
/// <param name="Subject"><c>sub</c>.</param>
/// <param name="TokenId"><c>jti</c>.</param>
/// <param name="Ends">Until when a repetition of this token would still be taken.</param>
internal sealed record LogoutWord(string? SessionId, string? Subject, string TokenId, DateTimeOffset Ends);

/// <summary>The outcome of <see cref="LogoutTokenCheck"/>: the word, or the reason for refusal.</summary>
internal sealed record LogoutTokenVerdict(LogoutWord? Word, string? Refusal, bool KeyUnknown = false);

/// <summary>Validates a logout token, in the order of OpenID Connect Back-Channel Logout §2.6. That it was not seen before is asked by <see cref="BackChannelLogout"/>.</summary>
internal static class LogoutTokenCheck
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    /// <summary>How far two honest clocks may lie apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>An older word is stale whatever its exp says, so that seen tokens need not be remembered for longer (Core §3.1.3.7 step 10).</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(10);

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    public static async Task<LogoutTokenVerdict> JudgeAsync(string logoutToken, LogoutTokenExpectation expected)
    {
        // Steps 2 and 3: signature with the registered algorithm only; issuer, audience and lifetime as for an ID token.
        var result = await Handler.ValidateTokenAsync(logoutToken, new TokenValidationParameters
        {
            ValidIssuer = expected.Issuer,
            ValidAudience = expected.ClientId,
            IssuerSigningKeys = expected.Keys,
            ValidAlgorithms = [expected.Algorithm],
            // An ID token is signed by the same key for the same audience, and must not end a session (§2.4, RFC 8725 §3.11).
            ValidTypes = ["logout+jwt"],
            LifetimeValidator = (_, expires, _, _) => expires is { } end && expected.Now - Skew < end,
        });
        if (!result.IsValid)
            return new(null, result.Exception?.GetType().Name ?? "invalid", result.Exception is SecurityTokenSignatureKeyNotFoundException);
        var token = (JsonWebToken)result.SecurityToken;
        var claims = (JsonObject)JsonNode.Parse(Base64UrlEncoder.Decode(token.EncodedPayload))!;
        if (Breach(claims, expected.Now) is { } breach)
            return new(null, breach);
        var issued = DateTimeOffset.FromUnixTimeSeconds(claims.Number("iat")!.Value);
        return new(new LogoutWord(claims.Text("sid"), claims.Text("sub"), claims.Text("jti")!, issued + Oldest + Skew), null);
    }

    private static string? Breach(JsonObject claims, DateTimeOffset now)
    {
        if (claims.Number("iat") is not { } issued || issued > (now + Skew).ToUnixTimeSeconds() || issued < (now - Oldest - Skew).ToUnixTimeSeconds())
            return "iat";
        // Step 4: whom it is about. A member of another type would otherwise pass for one that is not there.
        foreach (var name in (string[])["sid", "sub"])
        {
            if (claims.ContainsKey(name) && claims.Text(name) is not { Length: > 0 and <= 255 })
                return name;
        }
        if (!claims.ContainsKey("sid") && !claims.ContainsKey("sub"))
            return "sub, sid";
        // Step 5: that it tells of a logout.
        if (claims.Object("events")?[Event] is not JsonObject)
            return "events";
        // Step 6: an ID token passed off as a logout token would carry one.
        if (claims.ContainsKey("nonce"))
            return "nonce";
        return claims.Text("jti") is { Length: > 0 and <= 255 } ? null : "jti";
    }
}
