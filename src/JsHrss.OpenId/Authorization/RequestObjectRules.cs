using System.Text.Json;
using JsHrss.OpenId.ClientAuthentication;
using JsHrss.OpenId.ClientKeys;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Authorization;

/// <summary>What a verified request object must say about itself (RFC 9101 §4, §6.3 and §10; FAPI 2.0 Message Signing §5.3.1 for clients held to FAPI 2.0).</summary>
/// <remarks>
/// It may be shown again while it lives, by a reload of the page or the back button: it only begins the same request anew, whose code is bound to the
/// challenge inside. Where once is wanted the client pushes it, and the <c>request_uri</c> is spent.
/// </remarks>
internal sealed class RequestObjectRules(IOptions<OpenIdProviderOptions> options, TimeProvider clock)
{
    /// <summary>FAPI 2.0 Message Signing §5.3.1: <c>nbf</c> at most so old, <c>exp</c> at most so long after it.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(60);

    private readonly string _issuer = options.Value.Issuer;

    /// <summary>Null: nothing is wrong.</summary>
    public string? FaultOf(ClientJwt request, Client client)
    {
        if (!request.IsOfType("oauth-authz-req+jwt", "JWT"))
            return "it has the typ of something else"; // RFC 9101 §10.8
        if (request["iss"] != client.Id.Value || request["client_id"] != client.Id.Value)
            return "iss and client_id inside are not the client that asks";
        // RFC 9101 §10.8: with the client as its subject it could be taken for a client assertion, and the other way round.
        if (request["sub"] == client.Id.Value)
            return "its subject is the client itself";
        if (request.Claims.TryGetProperty("request", out _) || request.Claims.TryGetProperty("request_uri", out _))
            return "it holds another request"; // RFC 9101 §4
        return IsForUs(request.Claims) ? FaultInTime(request.Claims, client) : "its aud is not this issuer";
    }

    private string? FaultInTime(JsonElement claims, Client client)
    {
        var now = clock.GetUtcNow();
        if (NumericDate.Read(claims, "exp") is not { } expires)
            return "it has no exp in whole seconds";
        if (expires <= now - AssertionRules.Skew)
            return "it has expired";
        if (!NumericDate.TryRead(claims, "nbf", out var notBefore) || !NumericDate.TryRead(claims, "iat", out var issuedAt))
            return "its nbf or iat is not in whole seconds";
        if (notBefore is null && client.Fapi2)
            return "it has no nbf";
        if (notBefore > now + AssertionRules.Skew || issuedAt > now + AssertionRules.Skew)
            return "its nbf or iat lies ahead";
        if (notBefore < now - LongestLife)
            return "its nbf is too old";
        return expires > (notBefore ?? now) + LongestLife ? "its exp is too far ahead" : null;
    }

    /// <summary>RFC 9101 §4: the issuer, or a list with it.</summary>
    private bool IsForUs(JsonElement claims) => claims.TryGetProperty("aud", out var audience) && audience.ValueKind switch
    {
        JsonValueKind.String => audience.ValueEquals(_issuer),
        JsonValueKind.Array => audience.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals(_issuer)),
        _ => false,
    };
}
