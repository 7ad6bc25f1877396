using System.Collections.Immutable;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.ClientAuthentication;
using JsHrss.OpenId.Issuing;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Possession;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;
using JsHrss.OpenId.Token.Grants;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Token;

/// <summary>The token endpoint (RFC 6749 §3.2), from top to bottom as it happens.</summary>
internal sealed class TokenEndpoint(
    ClientAuthenticator clients, PossessionDesk possession, IEnumerable<IGrantType> grantTypes, TokenIssuer issuer, OwnAccessTokens ownAccessTokens, ProtocolMeter meter, DetailTypes details, IOptions<OpenIdProviderOptions> options)
{
    /// <summary>Losing a race twice in a row means that something else is wrong.</summary>
    private const int MaxRaces = 3;

    private readonly ImmutableArray<IGrantType> _grantTypes = [.. grantTypes];
    private readonly Rulebook<TokenRequest> _rules = TokenRulebook.For([.. grantTypes], options.Value.HostParameters, options.Value.ContextParameter, details);

    public async ValueTask<ProtocolAnswer> AnswerAsync(HttpContext http, CancellationToken ct)
    {
        if ((await FormReader.ReadAsync(http, ct).ConfigureAwait(false)).Failed(out var unreadable, out var form))
            return unreadable;
        if ((await clients.AuthenticateAsync(http, form, ct).ConfigureAwait(false)).Failed(out var stranger, out var known))
            return stranger;
        if (possession.Prove(http, known).Failed(out var unproven, out var caller))
            return await clients.RefuseAsync(http, known, unproven).ConfigureAwait(false);
        var request = new TokenRequest(caller.Client, form, caller.Confirmation);
        if (await _rules.FirstBreachAsync(request, ct).ConfigureAwait(false) is { } breach)
            return await clients.RefuseAsync(http, caller, breach).ConfigureAwait(false);

        var grant = _grantTypes.First(g => g.Name == form["grant_type"]);
        for (var race = 0; race < MaxRaces; race++)
        {
            switch (await grant.DecideAsync(request, ct).ConfigureAwait(false))
            {
                case GrantDecision.Refused refused:
                    return await clients.RefuseAsync(http, caller, refused.Breach, refused.Changes).ConfigureAwait(false);
                case GrantDecision.Entitled due:
                    var tokens = await issuer.IssueAsync(due, ct).ConfigureAwait(false);
                    // Applied all or nothing, as the last thing that can fail.
                    switch (await clients.ApplyAsync(http, caller, due.Changes).ConfigureAwait(false))
                    {
                        case Outcome.Done:
                            ownAccessTokens.Remember(tokens.AccessToken);
                            meter.Issued(grant.Name);
                            return new ProtocolAnswer.Json(tokens.Response);
                        case Outcome.AlreadySeen seen:
                            return ClientAuthenticator.Replayed(caller, seen);
                    }

                    continue; // Another request was first: decide anew from what is remembered now.
            }
        }

        return await clients.RefuseAsync(http, caller, ProtocolErrors.InvalidGrant("The decision could not be applied.")).ConfigureAwait(false);
    }
}
