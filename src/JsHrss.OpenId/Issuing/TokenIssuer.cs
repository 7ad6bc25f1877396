using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.Token;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Issuing;

/// <summary>Mints the tokens of every grant type. Whoever is entitled gets them here, and only here.</summary>
internal sealed class TokenIssuer(JwtAccessTokenFactory accessTokens, IdTokenFactory idTokens, HostClaims host, IOptions<OpenIdProviderOptions> options, TimeProvider clock)
{
    /// <summary>The tokens of a decision; nothing of it counts before its changes are durable.</summary>
    public async ValueTask<IssuedTokens> IssueAsync(GrantDecision.Entitled due, CancellationToken ct)
    {
        // Claims see the scope of these tokens, which a refresh may have narrowed.
        var grant = due.Grant is { } judged ? judged.Grant.Within(due.Scopes) : null;
        var standing = due.Grant?.Standing;
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var until = Until(now + options.Value.AccessTokenLifetime, due);
        var access = accessTokens.Create(due, now, until, await host.ForAsync(grant, standing, ClaimsFor.AccessToken, ct).ConfigureAwait(false));
        string? idToken = null;
        if (grant is { Entitlement.Subject: not null } && due.Scopes.Contains("openid", StringComparer.Ordinal))
        {
            var claims = await host.ForAsync(grant, standing, ClaimsFor.IdToken, ct).ConfigureAwait(false);
            idToken = idTokens.Create(due, grant, now, Until(now + options.Value.IdTokenLifetime, due), access.Text, claims);
        }

        var members = await host.ForAsync(grant, standing, ClaimsFor.TokenResponse, ct).ConfigureAwait(false);
        return new IssuedTokens(access, Response(access, idToken, due.RefreshToken, until - now, due.Details, members));
    }

    /// <summary>No token outlives the authority it tells of.</summary>
    private static DateTimeOffset Until(DateTimeOffset end, GrantDecision.Entitled due) =>
        due.Grant is { NotAfter: var bound } && bound < end ? DateTimeOffset.FromUnixTimeSeconds(bound.ToUnixTimeSeconds()) : end;

    /// <summary>RFC 6749 §5.1; the scope always stands there, so that no client has to remember what it asked for.</summary>
    private static byte[] Response(IssuedAccessToken access, string? idToken, string? refreshToken, TimeSpan life, JsonElement? details, JsonObject? members) =>
        JsonText.Write((access, idToken, refreshToken, life, details, members), static (json, of) =>
        {
            json.WriteStartObject();
            json.WriteString("access_token"u8, of.access.Text);
            json.WriteString("token_type"u8, of.access.Token.Confirmation.TokenType);
            json.WriteNumber("expires_in"u8, (long)of.life.TotalSeconds);
            if (of.access.Token.Scopes.Length > 0)
                json.WriteString("scope"u8, string.Join(' ', of.access.Token.Scopes));
            if (of.refreshToken is not null)
                json.WriteString("refresh_token"u8, of.refreshToken);
            if (of.idToken is not null)
                json.WriteString("id_token"u8, of.idToken);
            HostClaims.WriteDetails(json, of.details);
            HostClaims.Write(json, of.members);
            json.WriteEndObject();
        });
}

/// <summary>What was minted.</summary>
/// <param name="AccessToken">To be known again when it is presented.</param>
/// <param name="Response">The token response, UTF-8.</param>
internal sealed record IssuedTokens(IssuedAccessToken AccessToken, ReadOnlyMemory<byte> Response);
