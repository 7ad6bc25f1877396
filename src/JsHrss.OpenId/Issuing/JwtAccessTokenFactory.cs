using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;
using JsHrss.OpenId.Token;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Issuing;

/// <summary>Makes access tokens as JWT (RFC 9068). They are not stored: the private claim <c>grant_id</c> leads back to the grant whose state counts.</summary>
internal sealed class JwtAccessTokenFactory(JwsWriter jws, ISigningKeys keys, SubjectNames names, DetailsDesk details, IOptions<OpenIdProviderOptions> options)
{
    /// <summary>Header <c>typ</c> (RFC 9068 §2.1).</summary>
    public const string Type = "at+jwt";

    private const int IdBytes = 16;

    /// <summary>A new token.</summary>
    /// <param name="due">What was decided.</param>
    /// <param name="issuedAt">Whole second, UTC.</param>
    /// <param name="expiresAt">Whole second, UTC.</param>
    /// <param name="claims">What the host adds.</param>
    public IssuedAccessToken Create(GrantDecision.Entitled due, DateTimeOffset issuedAt, DateTimeOffset expiresAt, JsonObject? claims)
    {
        var grant = due.Grant?.Grant;
        var revocations = keys.Revocations;
        // RFC 9068 §2.2: without a resource owner, sub names the client.
        var sub = grant is null ? due.Client.Id.Value : names.Sub(grant, due.Client);
        var token = new AccessToken(sub, due.Client.Id, due.Audience, due.Scopes, issuedAt, expiresAt, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes)), grant?.Id, default)
        {
            Confirmation = due.Confirmation,
            AuthorizationDetails = details.ToRemember(due.Details, due.Scopes),
        };
        var text = Write(token, grant?.Entitlement.Authentication, due.Details, claims);
        // A token nobody can carry helps nobody. What a scope stands for is told by the token's answer and by introspection as well, which work it out anew.
        if (text.Length > CompactSegments.MaxLength && token.AuthorizationDetails is null)
            text = Write(token, grant?.Entitlement.Authentication, null, claims);
        return new IssuedAccessToken(text, token with { Digest = TokenDigest.OfSigningInput(text) }, revocations);
    }

    private string Write(AccessToken token, Authentication? authentication, JsonElement? details, JsonObject? claims) =>
        jws.Write(JwsWriter.Es256, Type, (Token: token, options.Value.Issuer, Authentication: authentication, Details: details, Claims: claims), static (json, of) =>
        {
            json.WriteStartObject();
            json.WriteString("iss"u8, of.Issuer);
            json.WriteString("sub"u8, of.Token.Subject);
            json.WriteString("aud"u8, of.Token.Audience);
            json.WriteNumber("exp"u8, of.Token.ExpiresAt.ToUnixTimeSeconds());
            json.WriteNumber("iat"u8, of.Token.IssuedAt.ToUnixTimeSeconds());
            json.WriteString("jti"u8, of.Token.Id);
            json.WriteString("client_id"u8, of.Token.Client.Value);
            if (of.Token.Scopes.Length > 0)
                json.WriteString("scope"u8, string.Join(' ', of.Token.Scopes));
            if (of.Token.Grant is { } id)
                json.WriteString("grant_id"u8, GrantIdText.Write(id));
            of.Token.Confirmation.Write(json);
            HostClaims.WriteDetails(json, of.Details);
            HostClaims.WriteAuthentication(json, of.Authentication, of.Claims);
            HostClaims.Write(json, of.Claims);
            json.WriteEndObject();
        });
}

/// <summary>A token as handed out and as remembered.</summary>
/// <param name="Text">Compact JWS.</param>
/// <param name="Token">What it says.</param>
/// <param name="Revocations">How many keys had been revoked before it was signed.</param>
internal sealed record IssuedAccessToken(string Text, AccessToken Token, int Revocations);
