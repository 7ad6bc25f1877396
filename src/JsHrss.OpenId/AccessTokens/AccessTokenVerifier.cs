using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using JsHrss.OpenId.Issuing;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;
using JsHrss.OpenId.Token;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>Verifies an access token at first sight (RFC 9068 §4): ours, of this type, with the one algorithm we sign them with.</summary>
internal sealed class AccessTokenVerifier(ISigningKeys keys, DetailsDesk details, IOptions<OpenIdProviderOptions> options)
{
    /// <inheritdoc cref="CompactJws.MaxLength" />
    public const int MaxLength = CompactJws.MaxLength;

    /// <summary>What it says, expired or not; null: not a token of ours.</summary>
    public AccessToken? Read(string text)
    {
        // RFC 8725 §3.1 and §3.11: algorithm and type are fixed by us, never chosen by the token (cases JW-01, JW-02, RT-14).
        if (CompactJws.Read(text) is not { Algorithm: JwsWriter.Es256, Type: JwtAccessTokenFactory.Type } jws)
            return null;
        var input = new byte[jws.SigningInputLength];
        Encoding.ASCII.GetBytes(text.AsSpan(0, jws.SigningInputLength), input);
        if (!keys.Verify(jws.Kid, jws.Algorithm, input, jws.Signature.Span))
            return null;
        return StrictJson.ReadObject(jws.Claims.Span) is { } claims ? ReadClaims(claims, TokenDigest.OfSigningInput(text)) : null;
    }

    private AccessToken? ReadClaims(JsonElement claims, ReadOnlyMemory<byte> digest)
    {
        // The key alone does not make it ours: an environment that shares keys has another issuer (case JW-19).
        if (StrictJson.Text(claims, "iss") != options.Value.Issuer
            || StrictJson.Text(claims, "sub") is not { } sub
            || StrictJson.Text(claims, "client_id") is not { } client
            || StrictJson.Text(claims, "aud") is not { } audience
            || StrictJson.Text(claims, "jti") is not { } id
            || NumericDate.Read(claims, "iat") is not { } issuedAt
            || NumericDate.Read(claims, "exp") is not { } expiresAt)
        {
            return null;
        }

        // A client acting for itself may have no scope at all (RFC 9068 §2.2.3).
        if ((claims.TryGetProperty("scope", out _) ? StrictJson.Text(claims, "scope") is { } text ? ScopeText.Read(text) : null : []) is not { } scopes)
            return null;
        GrantId? grant = null;
        if (claims.TryGetProperty("grant_id", out _) && (grant = StrictJson.Text(claims, "grant_id") is { } named ? GrantIdText.Read(named) : null) is null)
            return null;
        return ReadConfirmation(claims) is { } confirmation
            ? new AccessToken(sub, new ClientId(client), audience, scopes, issuedAt, expiresAt, id, grant, digest) { Confirmation = confirmation, AuthorizationDetails = ReadDetails(claims, scopes) }
            : null;
    }

    /// <summary>A copy of its own: the rest of the token is not kept.</summary>
    private JsonElement? ReadDetails(JsonElement claims, ImmutableArray<string> scopes) =>
        claims.TryGetProperty(AskedDetails.Name, out var said) && details.ToRemember(said, scopes) is { } list ? list.Clone() : null;

    /// <summary>Null: a binding of a kind that we do not write. A token must never count for more because its binding was not understood.</summary>
    private static Confirmation? ReadConfirmation(JsonElement claims)
    {
        if (!claims.TryGetProperty("cnf", out var bound))
            return Confirmation.None;
        return bound.ValueKind == JsonValueKind.Object && bound.GetPropertyCount() == 1 && StrictJson.Text(bound, "jkt") is { } jkt ? new Confirmation(jkt, null) : null;
    }
}
