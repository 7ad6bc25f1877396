using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Token;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>Whether a token of ours still counts: its client, itself, its grant, and whoever stands behind the grant.</summary>
internal sealed class LiveAccessTokens(ILedger ledger, IClientRegistry registry, GrantJudge judge, NotBeforeBound bound)
{
    /// <summary>From a state at most four seconds old (decision 16 of the security design).</summary>
    /// <returns>Exactly one of the two: the live token, or a stable reason why it is none.</returns>
    public async ValueTask<(LiveAccessToken? Live, string? Reason)> JudgeAsync(AccessToken token, CancellationToken ct)
    {
        if (await registry.FindAsync(token.Client, ct).ConfigureAwait(false) is not { } client)
            return (null, "client_gone");
        // Of a client that acts for itself the token is all there is (case RT-12).
        if (bound.Cuts(client, token.IssuedAt))
            return (null, NotBeforeBound.Reason);
        var state = await ledger.StateAsync(token.Grant, token.Digest, Freshness.AtMostFourSecondsOld, ct).ConfigureAwait(false);
        if (state.Denied)
            return (null, "token_revoked");
        if (token.Grant is null)
            return (new LiveAccessToken(token, client, null), null);
        if (state.Grant is not { } grant || grant.Id != token.Grant || grant.Client != token.Client)
            return (null, "grant_unknown");
        var judged = judge.Judge(client, grant.Within(token.Scopes), state.Standing);
        return judged.Served is { } served ? (new LiveAccessToken(token, client, served), null) : (null, judged.Reason);
    }
}

/// <summary>A token that counts now.</summary>
/// <param name="Token">What it says.</param>
/// <param name="Client">Whom it was given to.</param>
/// <param name="Grant">Its grant within its scopes; null for client_credentials.</param>
internal sealed record LiveAccessToken(AccessToken Token, Client Client, JudgedGrant? Grant);
