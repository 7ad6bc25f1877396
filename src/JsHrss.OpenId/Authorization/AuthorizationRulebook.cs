using JsHrss.OpenId.Authorization.Rules;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;

namespace JsHrss.OpenId.Authorization;

/// <summary>What an authorization request must obey, in this order.</summary>
internal static class AuthorizationRulebook
{
    public static Rulebook<AddressedRequest> With(IEnumerable<IHouseRule> house, DetailTypes details) => new(
    [
        new ParametersAreSentOnce(),
        new ParametersAreBounded(),
        new RequestUrisAreNotUsed(),
        new RegistrationIsNotUsed(),
        new PushedRequestIsUsed(),
        new ClientMayUseCodes(),
        new ResponseTypeIsCode(),
        new ScopeIsRegistered(),
        new PkceIsS256(),
        new DpopJktIsAThumbprint(),
        new PromptIsKnown(),
        new MaxAgeIsWholeSeconds(),
        new ClaimsIsAnObject(),
        new ResourceIsRegistered(),
        new DetailsAreOfKnownTypes(details),
        .. house,
    ]);
}
