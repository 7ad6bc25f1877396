using System.Collections.Immutable;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.ClientAuthentication;
using JsHrss.OpenId.Issuing;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.Token.Grants;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Token;

/// <summary>The token endpoint (RFC 6749 §3.2), from top to bottom as it happens.</summary>
internal sealed class TokenEndpoint(ClientAuthenticator clients, IEnumerable<IGrantType> grantTypes, TokenIssuer issuer, ILedger ledger, OwnAccessTokens ownAccessTokens, IOptions<OpenIdProviderOptions> options)
{
    /// <summary>Losing a race twice in a row means that something else is wrong.</summary>
    private const int MaxRaces = 3;

    private readonly ImmutableArray<IGrantType> _grantTypes = [.. grantTypes];
    private readonly Rulebook<TokenRequest> _rules = TokenRulebook.For([.. grantTypes], options.Value.HostParameters);

    public async ValueTask<ProtocolAnswer> AnswerAsync(HttpContext http, CancellationToken ct)
    {
        if ((await FormReader.ReadAsync(http, ct).ConfigureAwait(false)).Failed(out var unreadable, out var form))
            return unreadable;
        if ((await clients.AuthenticateAsync(http, form, ct).ConfigureAwait(false)).Failed(out var stranger, out var client))
            return stranger;
        var request = new TokenRequest(client, form, Confirmation.None);
        if (await _rules.FirstBreachAsync(request, ct).ConfigureAwait(false) is { } breach)
            return breach;

        var grant = _grantTypes.First(g => g.Name == form["grant_type"]);
        for (var race = 0; race < MaxRaces; race++)
        {
            switch (await grant.DecideAsync(request, ct).ConfigureAwait(false))
            {
                case GrantDecision.Refused refused:
                    await SettleAsync(refused).ConfigureAwait(false);
                    return refused.Breach;
                case GrantDecision.Entitled due:
                    var tokens = await issuer.IssueAsync(due, ct).ConfigureAwait(false);
                    if (!await SettleAsync(due).ConfigureAwait(false))
                        continue; // Another request was first: decide anew from what is remembered now.
                    ownAccessTokens.Remember(tokens.AccessToken);
                    return new ProtocolAnswer.Json(tokens.Response);
            }
        }

        return ProtocolErrors.InvalidGrant("The decision could not be applied.");
    }

    /// <summary>Applies what was decided, all or nothing, as the last thing that can fail.</summary>
    /// <remarks>Not cancelled with the request: a thief who hangs up must not keep the grant from ending.</remarks>
    private async ValueTask<bool> SettleAsync(GrantDecision decision) =>
        decision.Changes.IsEmpty || await ledger.ApplyAsync(decision.Changes, CancellationToken.None).ConfigureAwait(false) is Outcome.Done;
}
