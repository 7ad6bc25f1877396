using System.Collections.Immutable;
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

    private static readonly ProtocolError UnsupportedTokenType =
        new("unsupported_token_type", "Only access and refresh tokens can be revoked.", "A token of another kind was to be revoked.");

    public async ValueTask<ProtocolAnswer> AnswerAsync(HttpContext http, CancellationToken ct)
    {
        if ((await FormReader.ReadAsync(http, ct).ConfigureAwait(false)).Failed(out var unreadable, out var form))
            return unreadable;
        if ((await clients.AuthenticateAsync(http, form, ct).ConfigureAwait(false)).Failed(out var stranger, out var caller))
            return stranger;
        // A wrong token_type_hint influences nothing (RFC 7009 §2.2): the form of a token tells its kind.
        if (form["token"] is not { } text)
            return await clients.RefuseAsync(http, caller, ProtocolErrors.InvalidRequest("token is missing.")).ConfigureAwait(false);
        if (IsOfAnotherKind(text))
            return await clients.RefuseAsync(http, caller, UnsupportedTokenType).ConfigureAwait(false);
        var changes = Handle.Read(Keepsake.RefreshToken, text) is { } handle
            ? await RevokeRefreshTokenAsync(handle, caller.Client, ct).ConfigureAwait(false)
            : RevokeAccessToken(text, caller.Client);
        return await clients.ApplyAsync(http, caller, changes).ConfigureAwait(false) is Outcome.AlreadySeen seen ? ClientAuthenticator.Replayed(caller, seen) : Done;
    }

    /// <summary>With a refresh token goes its whole grant: its access tokens too (RFC 7009 §2.1). One that went over into another context lives on in that, whose token the client may never have got: the whole family ends.</summary>
    private async ValueTask<ImmutableArray<Change>> RevokeRefreshTokenAsync(Handle handle, Client client, CancellationToken ct) =>
        await ledger.LookAsync(handle, ct).ConfigureAwait(false) is { Grant: { EndedBecause: null or ContextSwitching.Ended } grant } remembered && remembered.Client == client.Id
            ? [new Change.End(grant.EndedBecause is null ? grant.Id : grant.Parent ?? grant.Id, "revoked_by_client"), GrantFacts.Revoked("grant.revoked", grant)]
            : [];

    /// <summary>An access token goes alone; it is remembered as denied for the rest of its life.</summary>
    private ImmutableArray<Change> RevokeAccessToken(string text, Client client) =>
        own.Find(text) is { } token && token.Client == client.Id
            ? [new Change.Deny(token.Digest, token.ExpiresAt), new Change.Fact("access_token.revoked", "ok", null, null, null, null, client.Id, null)]
            : [];

    /// <summary>A code is spent by redeeming it, an ID token cannot be taken back.</summary>
    private static bool IsOfAnotherKind(string text) =>
        Handle.Read(Keepsake.AuthorizationCode, text) is not null || CompactJws.Read(text) is { Type: IdTokenFactory.Type };
}
