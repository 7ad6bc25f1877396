using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Authorization.Rules;
using JsHrss.OpenId.DeviceAuthorization.Rules;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;

namespace JsHrss.OpenId.DeviceAuthorization;

/// <summary>What a device authorization request must obey, in this order: what an authorization request must, as far as it has it.</summary>
internal static class DeviceRulebook
{
    public static Rulebook<AddressedRequest> With(IEnumerable<IHouseRule> house, DetailTypes details) => new(
    [
        new ParametersAreSentOnce(),
        new ParametersAreBounded(),
        new RequestUrisAreNotUsed(),
        new RequestObjectIsNotUsed(),
        new RegistrationIsNotUsed(),
        new ClientMayUseDevices(),
        new ScopeIsRegistered(),
        new PromptIsKnown(),
        new PromptIsNotNone(),
        new MaxAgeIsWholeSeconds(),
        new ClaimsIsAnObject(),
        new ResourceIsRegistered(),
        new DetailsAreOfKnownTypes(details),
        .. house,
    ]);
}
