using System.Buffers.Text;
using System.Text.Json.Nodes;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Token;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Issuing;

/// <summary>Makes ID tokens (OpenID Connect Core §2). At refresh they tell of the same sign-in as before (Core §12.2, case RT-09), because all of it is read from the grant.</summary>
internal sealed class IdTokenFactory(JwsWriter jws, SubjectNames names, IHouse house, IOptions<OpenIdProviderOptions> options)
{
    /// <summary>Header <c>typ</c>.</summary>
    public const string Type = "JWT";

    /// <summary>A new token.</summary>
    /// <param name="due">What was decided.</param>
    /// <param name="grant">The grant behind it.</param>
    /// <param name="issuedAt">Whole second, UTC.</param>
    /// <param name="expiresAt">Whole second, UTC.</param>
    /// <param name="accessToken">Text of the access token beside it.</param>
    /// <param name="claims">What the host adds.</param>
    public string Create(GrantDecision.Entitled due, Grant grant, DateTimeOffset issuedAt, DateTimeOffset expiresAt, string accessToken, JsonObject? claims)
    {
        var state = new State(
            options.Value.Issuer, names.Sub(grant, due.Client), due.Client.Id.Value, issuedAt, expiresAt, due.Nonce, names.Sid(grant, due.Client),
            Base64Url.EncodeToString(TokenDigest.LeftHalf(accessToken).Span), Stated(grant.Entitlement), claims);
        // Every algorithm a client can be registered for signs over SHA-256, and at_hash is of the same hash (Core §3.1.3.6).
        return jws.Write(due.Client.IdTokenAlgorithm, Type, state, static (json, of) =>
        {
            json.WriteStartObject();
            json.WriteString("iss"u8, of.Issuer);
            json.WriteString("sub"u8, of.Sub);
            json.WriteString("aud"u8, of.Aud);
            json.WriteNumber("exp"u8, of.ExpiresAt.ToUnixTimeSeconds());
            json.WriteNumber("iat"u8, of.IssuedAt.ToUnixTimeSeconds());
            if (of.Nonce is not null)
                json.WriteString("nonce"u8, of.Nonce);
            if (of.Sid is not null)
                json.WriteString("sid"u8, of.Sid);
            json.WriteString("at_hash"u8, of.AccessTokenHash);
            HostClaims.WriteAuthentication(json, of.Authentication, of.Claims);
            HostClaims.Write(json, of.Claims);
            json.WriteEndObject();
        });
    }

    /// <summary>The authentication as this client's ID token states it.</summary>
    /// <remarks>
    /// Core §5.5.1.1: an essential acr is answered with one of the values asked for. Ours are ordered, so whoever reached more has reached
    /// the strongest of those values too: that one is stated, never more than was reached (case AS-01, ADR 0005). Everything else tells all.
    /// </remarks>
    private Authentication? Stated(Entitlement entitlement)
    {
        if (entitlement.Authentication is not { } reached || ClaimsParameter.EssentialAcrValues(entitlement.ClaimsRequest) is not { IsEmpty: false } asked || asked.Contains(reached.Acr, StringComparer.Ordinal))
            return entitlement.Authentication;
        var most = house.RankOf(reached.Acr);
        var stated = asked.Where(acr => house.RankOf(acr) is >= 0 and var rank && rank <= most).MaxBy(house.RankOf);
        return stated is null ? reached : reached with { Acr = stated };
    }

    private sealed record State(
        string Issuer,
        string Sub,
        string Aud,
        DateTimeOffset IssuedAt,
        DateTimeOffset ExpiresAt,
        string? Nonce,
        string? Sid,
        string AccessTokenHash,
        Authentication? Authentication,
        JsonObject? Claims);
}
