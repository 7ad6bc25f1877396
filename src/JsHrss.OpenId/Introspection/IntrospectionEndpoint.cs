using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.ClientAuthentication;
using JsHrss.OpenId.Issuing;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;
using JsHrss.OpenId.Token;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Introspection;

/// <summary>Tells a protected resource or a client about a token that concerns it (RFC 7662). Whatever does not is answered like garbage (case RT-11).</summary>
internal sealed class IntrospectionEndpoint(ClientAuthenticator clients, IntrospectedTokens tokens, HostClaims host, IOptions<OpenIdProviderOptions> options)
{
    /// <summary>RFC 7662 §2.2: nothing more is said about a token that is not active.</summary>
    private static readonly ProtocolAnswer Inactive = new ProtocolAnswer.Json("""{"active":false}"""u8.ToArray());

    public async ValueTask<ProtocolAnswer> AnswerAsync(HttpContext http, CancellationToken ct)
    {
        if ((await FormReader.ReadAsync(http, ct).ConfigureAwait(false)).Failed(out var unreadable, out var form))
            return unreadable;
        if ((await clients.AuthenticateAsync(http, form, ct).ConfigureAwait(false)).Failed(out var stranger, out var proven))
            return stranger;
        if (await clients.ApplyAsync(http, proven, []).ConfigureAwait(false) is Outcome.AlreadySeen seen)
            return ClientAuthenticator.Replayed(proven, seen);
        var caller = proven.Client;
        // RFC 7662 §2.1: some authentication is required, else the endpoint is an oracle for stolen tokens.
        if (caller.IsPublic)
            return ProtocolErrors.InvalidClient($"Public client {caller.Id} asked for introspection.");
        if (form["token"] is not { } text)
            return ProtocolErrors.InvalidRequest("token is missing.");
        if (await tokens.FindAsync(text, caller, ct).ConfigureAwait(false) is not { } found)
            return Inactive;

        var claims = await host.ForAsync(found.Grant?.Grant, found.Grant?.Standing, ClaimsFor.Introspection, ct).ConfigureAwait(false);
        return new ProtocolAnswer.Json(JsonText.Write((Found: found, options.Value.Issuer, Claims: claims), static (json, of) => Write(json, of.Found, of.Issuer, of.Claims)));
    }

    private static void Write(Utf8JsonWriter json, IntrospectedToken token, string issuer, JsonObject? claims)
    {
        json.WriteStartObject();
        json.WriteBoolean("active"u8, true);
        json.WriteString("iss"u8, issuer);
        json.WriteString("client_id"u8, token.Client.Value);
        json.WriteString("sub"u8, token.Subject);
        if (token.Scopes.Length > 0)
            json.WriteString("scope"u8, string.Join(' ', token.Scopes));
        json.WriteNumber("iat"u8, token.IssuedAt.ToUnixTimeSeconds());
        json.WriteNumber("exp"u8, token.ExpiresAt.ToUnixTimeSeconds());
        if (token.Audience is not null)
        {
            // Only access tokens have an audience, an identifier and a type (RFC 6749 §5.1).
            json.WriteString("aud"u8, token.Audience);
            json.WriteString("jti"u8, token.Id);
            json.WriteString("token_type"u8, token.Confirmation.TokenType);
            token.Confirmation.Write(json);
        }

        HostClaims.WriteDetails(json, token.AuthorizationDetails);
        HostClaims.WriteAuthentication(json, token.Grant?.Grant.Entitlement.Authentication, claims);
        HostClaims.Write(json, claims);
        json.WriteEndObject();
    }
}
