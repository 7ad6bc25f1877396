using System.Buffers.Text;
using System.Text.Json.Nodes;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Token;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Issuing;

/// <summary>Makes ID tokens (OpenID Connect Core §2). At refresh they tell of the same sign-in as before (Core §12.2, case RT-09), because all of it is read from the grant.</summary>
internal sealed class IdTokenFactory(JwsWriter jws, SubjectNames names, IOptions<OpenIdProviderOptions> options)
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
            Base64Url.EncodeToString(TokenDigest.LeftHalf(accessToken).Span), grant.Entitlement.Authentication, claims);
        return jws.Write(JwsWriter.Es256, Type, state, static (json, of) =>
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
