using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RelyingParty.OpenId;

namespace RelyingParty.Tests;

/// <summary>Answers of an identity provider, made by hand.</summary>
internal static class SignedInSamples
{
    public const string Issuer = "https://id.example";
    public const string ClientId = "hall";
    public const string Nonce = "n-1";
    public const string AccessToken = "access-token-of-the-same-answer";

    public static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    public static readonly ECDsaSecurityKey Key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "k1" };

    public static IdTokenExpectation Expectation => new(Issuer, ClientId, "ES256", [Key], Nonce, AccessToken, null, null, Now);

    public static Dictionary<string, object> Claims(Action<Dictionary<string, object>>? change = null)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["sub"] = "p_1",
            ["aud"] = ClientId,
            ["iat"] = Now.ToUnixTimeSeconds(),
            ["exp"] = Now.AddMinutes(5).ToUnixTimeSeconds(),
            ["auth_time"] = Now.AddMinutes(-10).ToUnixTimeSeconds(),
            ["nonce"] = Nonce,
            ["sid"] = "s_1",
            ["acr"] = "urn:jshrss:acr:realname",
        };
        change?.Invoke(claims);
        return claims;
    }

    public static string Token(Action<Dictionary<string, object>>? change = null, SecurityKey? key = null, string type = "JWT") => Signed(Claims(change), key, type);

    private static string Signed(Dictionary<string, object> claims, SecurityKey? key, string type) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            TokenType = type,
            SigningCredentials = new SigningCredentials(key ?? Key, key is SymmetricSecurityKey ? "HS256" : "ES256"),
        });

    /// <summary>A logout token of §2.4 of Back-Channel Logout, for the session of <see cref="Claims"/>.</summary>
    public static string LogoutToken(Action<Dictionary<string, object>>? change = null, SecurityKey? key = null, string type = "logout+jwt")
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["sub"] = "p_1",
            ["aud"] = ClientId,
            ["iat"] = Now.ToUnixTimeSeconds(),
            ["exp"] = Now.AddMinutes(2).ToUnixTimeSeconds(),
            ["jti"] = "j-1",
            ["sid"] = "s_1",
            ["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>() },
        };
        change?.Invoke(claims);
        return Signed(claims, key, type);
    }

    public static SignedIn SignedIn(string subject = "p_1", string? session = "s_1", string client = ClientId, string? unit = null, string? items = null)
    {
        var claims = new JsonObject { ["sub"] = subject, ["sid"] = session, ["auth_level"] = "real_name", ["name"] = "孙示名", ["auth_time"] = Now.AddMinutes(-1).ToUnixTimeSeconds() };
        if (unit is not null)
            claims["represents"] = new JsonObject { ["type"] = "unit", ["sub"] = unit, ["organization_name"] = "示例科技有限公司", ["role"] = "agent" };
        var answer = new JsonObject { ["access_token"] = "a", ["token_type"] = "Bearer", ["expires_in"] = 300 };
        if (items is not null)
            answer["authorization_details"] = new JsonArray(new JsonObject { ["type"] = "urn:jshrss:item", ["actions"] = new JsonArray("submit"), ["items"] = new JsonArray([.. items.Split(' ').Select(item => (JsonNode)item)]) });
        return new SignedIn("hall", client, claims, null, TokenAnswer.Read(answer.ToJsonString())!, Now);
    }
}

/// <summary>A clock moved by hand.</summary>
internal sealed class HandClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = SignedInSamples.Now;

    public override DateTimeOffset GetUtcNow() => Now;
}
