using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Possession;

/// <summary>The proof that goes with a bound access token (RFC 9449 §7).</summary>
internal sealed class ResourceProofs(ProofRules rules, ProofNonces nonces, ILedger ledger)
{
    /// <summary>The breach; null: whoever brings the token holds its key, and the proof was not shown before.</summary>
    /// <param name="request">To the resource.</param>
    /// <param name="client">Whom the token was given to.</param>
    /// <param name="accessToken">As presented.</param>
    /// <param name="jkt">The key it is bound to.</param>
    public async ValueTask<ProtocolError?> BreachAsync(HttpRequest request, Client client, string accessToken, string jkt)
    {
        if (!ProofRules.IsShown(request))
        {
            if (nonces.AreDemandedOf(client))
                nonces.Offer(request.HttpContext.Response, shown: null);
            return PossessionErrors.AtResource(PossessionErrors.InvalidProof("it is missing"));
        }

        var finding = rules.Check(request, client, accessToken);
        if (PossessionErrors.Of(finding) is { } breach)
            return PossessionErrors.AtResource(breach);
        var proof = ((ProofFinding.Holds)finding).Proof;
        if (!string.Equals(proof.Jkt, jkt, StringComparison.Ordinal))
            return PossessionChallenge.InsteadOf(BearerErrors.InvalidToken("The access token is bound to another key than was proven."));
        // Last, so that nothing is written for what is refused anyway; not cancelled with the request: who hangs up has shown it all the same.
        return await ledger.ApplyAsync([proof.Sighting], CancellationToken.None).ConfigureAwait(false) is Outcome.AlreadySeen
            ? PossessionErrors.AtResource(PossessionErrors.InvalidProof("it was shown before"))
            : null;
    }
}
