using JsHrss.OpenId.ClientAuthentication;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Possession;

/// <summary>The proof that a client may show beside its authentication, at the token endpoint (RFC 9449 §5) and where requests are pushed (§10.1).</summary>
internal sealed class PossessionDesk(ProofRules rules, ProofNonces nonces)
{
    /// <summary>The caller with its proof; without one where none was sent. What the endpoint then writes stands or falls with the proof being new.</summary>
    public Attempt<ProvenClient> Prove(HttpContext http, ProvenClient caller)
    {
        if (!ProofRules.IsShown(http.Request))
        {
            // It will send one next time: with the nonce at hand that is one journey less.
            if (caller.Client.DpopBoundAccessTokens && nonces.AreDemandedOf(caller.Client))
                nonces.Offer(http.Response, shown: null);
            return caller;
        }

        var finding = rules.Check(http.Request, caller.Client, accessToken: null);
        return PossessionErrors.Of(finding) is { } breach ? breach : caller with { Proof = ((ProofFinding.Holds)finding).Proof };
    }
}
