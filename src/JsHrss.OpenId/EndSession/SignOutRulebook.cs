using JsHrss.OpenId.EndSession.Rules;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.EndSession;

/// <summary>What a sign-out request must obey, in this order.</summary>
internal static class SignOutRulebook
{
    public static Rulebook<ReadSignOut> All { get; } = new(
    [
        new ParametersAreSentOnce(),
        new ParametersAreBounded(),
        new ClientIsKnown(),
        new HintIsTheClients(),
        new ReturnAddressIsRegistered(),
    ]);
}
