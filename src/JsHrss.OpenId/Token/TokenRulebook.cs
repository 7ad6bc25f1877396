using System.Collections.Immutable;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;
using JsHrss.OpenId.Token.Grants;
using JsHrss.OpenId.Token.Rules;

namespace JsHrss.OpenId.Token;

/// <summary>What every token request obeys, in this order, before its grant type decides.</summary>
internal static class TokenRulebook
{
    public static Rulebook<TokenRequest> For(ImmutableArray<IGrantType> grants, ImmutableArray<string> hostParameters, string? contextParameter, DetailTypes details) => new(
    [
        new GrantTypeIsNamed(),
        new GrantTypeIsKnown([.. grants.Select(g => g.Name)]),
        new ClientMayUseGrantType(),
        new PossessionIsProven(),
        new ResourcesAreAbsolute(),
        new DetailsAreOfKnownTypes(details),
        new HostParametersAreNotSent(hostParameters, contextParameter),
    ]);
}
