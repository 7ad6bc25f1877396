using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.Extensions.Logging;

namespace JsHrss.OpenId.Issuing;

/// <summary>Writes what the host adds to a document. It may add, never replace: what the protocol itself says there is not the host's to say (case JW-18).</summary>
internal sealed class HostClaims(IHouse house, ILogger<HostClaims> log)
{
    /// <summary>Claims and members that only the engine writes, in any document.</summary>
    private static readonly FrozenSet<string> Ours = FrozenSet.ToFrozenSet(
    [
        "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce", "auth_time", "acr", "amr", "azp", "at_hash", "c_hash", "s_hash", "sid", "events", "typ",
        "client_id", "scope", "cnf", "grant_id", "authorization_details", "active", "token_type", "access_token", "refresh_token", "id_token", "expires_in", "error", "error_description",
    ], StringComparer.Ordinal);

    /// <summary>What the host says for one target; null without a grant: a client acting for itself has nothing that the host could tell.</summary>
    public async ValueTask<JsonObject?> ForAsync(Grant? grant, IStanding? standing, ClaimsFor target, CancellationToken ct)
    {
        if (grant is null || standing is null)
            return null;
        var claims = await house.ClaimsAsync(grant, standing, target, ct).ConfigureAwait(false);
        foreach (var (name, _) in claims)
        {
            if (Ours.Contains(name))
                log.ClaimRefused(name, target.ToString());
        }

        return claims;
    }

    /// <summary>Writes them into the open object.</summary>
    public static void Write(Utf8JsonWriter json, JsonObject? claims)
    {
        if (claims is null)
            return;
        foreach (var (name, value) in claims)
        {
            if (value is null || Ours.Contains(name))
                continue;
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    /// <summary>Writes the member <c>authorization_details</c> (RFC 9396 §7, §9) into the open object; nothing where there is none.</summary>
    public static void WriteDetails(Utf8JsonWriter json, JsonElement? details)
    {
        if (details is not { } list)
            return;
        json.WritePropertyName("authorization_details"u8);
        list.WriteTo(json);
    }

    /// <summary>Writes how the subject authenticated: in every document about a person (Core §2, RFC 9470 §6).</summary>
    public static void WriteAuthentication(Utf8JsonWriter json, Authentication? authentication, JsonObject? claims)
    {
        if (authentication is null)
            return;
        json.WriteNumber("auth_time"u8, authentication.At.ToUnixTimeSeconds());
        json.WriteString("acr"u8, authentication.Acr);
        json.WriteStartArray("amr"u8);
        foreach (var method in authentication.Amr)
            json.WriteStringValue(method);
        json.WriteEndArray();
        if (authentication.Idp is { } idp && claims?.ContainsKey("idp") != true)
            json.WriteString("idp"u8, idp);
    }
}
