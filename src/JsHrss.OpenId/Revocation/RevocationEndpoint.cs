using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.ClientAuthentication;
using JsHrss.OpenId.Issuing;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.Token;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Revocation;

/// <summary>A client gives a token back (RFC 7009).</summary>
/// <remarks>A token that is unknown, expired or another client's gets the same 200 and nothing happens; a store that cannot write gets 503, never 200 (case RT-10).</remarks>
internal sealed class RevocationEndpoint(ClientAuthenticator clients, OwnAccessTokens own, ILedger ledger)
{
    private static readonly ProtocolAnswer Done = new ProtocolAnswer.Nothing();

    public async ValueTask<ProtocolAnswer> AnswerAsync(HttpContext http, CancellationToken ct)
    {
        if ((await FormReader.ReadAsync(http, ct).ConfigureAwait(false)).Failed(out var unreadable, out var form))
            return unreadable;
        if ((await clients.AuthenticateAsync(http, form, ct).ConfigureAwait(false)).Failed(out var stranger, out var client))
            return stranger;
        // A wrong token_type_hint influences nothing (RFC 7009 §2.2): the form of a token tells its kind.
        if (form["token"] is not { } text)
            return ProtocolErrors.InvalidRequest("token is missing.");
        if (Handle.Read(Keepsake.RefreshToken, text) is { } handle)
            return await RevokeRefreshTokenAsync(handle, client, ct).ConfigureAwait(false);
        if (IsOfAnotherKind(text))
            return new ProtocolError("unsupported_token_type", "Only access and refresh tokens can be revoked.", "A token of another kind was to be revoked.");
        return await RevokeAccessTokenAsync(text, client, ct).ConfigureAwait(false);
    }

    /// <summary>With a refresh token goes its whole grant: its access tokens too (RFC 7009 §2.1).</summary>
    private async ValueTask<ProtocolAnswer> RevokeRefreshTokenAsync(Handle handle, Client client, CancellationToken ct)
    {
        if (await ledger.LookAsync(handle, ct).ConfigureAwait(false) is not { Grant: { EndedBecause: null } grant } remembered || remembered.Client != client.Id)
            return Done;
        await ledger.ApplyAsync(Change.List(new Change.End(grant.Id, "revoked_by_client"), GrantFacts.Revoked("grant.revoked", grant)), ct).ConfigureAwait(false);
        return Done;
    }

    /// <summary>An access token goes alone; it is remembered as denied for the rest of its life.</summary>
    private async ValueTask<ProtocolAnswer> RevokeAccessTokenAsync(string text, Client client, CancellationToken ct)
    {
        if (own.Find(text) is not { } token || token.Client != client.Id)
            return Done;
        var fact = new Change.Fact("access_token.revoked", "ok", null, null, null, null, client.Id, null);
        await ledger.ApplyAsync(Change.List(new Change.Deny(token.Digest, token.ExpiresAt), fact), ct).ConfigureAwait(false);
        return Done;
    }

    /// <summary>A code is spent by redeeming it, an ID token cannot be taken back.</summary>
    private static bool IsOfAnotherKind(string text) =>
        Handle.Read(Keepsake.AuthorizationCode, text) is not null || CompactJws.Read(text) is { Type: IdTokenFactory.Type };
}
