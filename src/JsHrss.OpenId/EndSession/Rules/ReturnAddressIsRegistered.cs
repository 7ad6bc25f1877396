using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Authorization.Rules;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.EndSession.Rules;

/// <summary>The browser is led to a registered post-logout address of the client, or nowhere: the same text, character by character.</summary>
/// <remarks>
/// Never parsed, so that no control character, backslash or double slash means anything (case AZ-22). Where no client can be told
/// the address is not used at all (RP-Initiated Logout §3), which <see cref="SignOutGate"/> sees to.
/// </remarks>
internal sealed class ReturnAddressIsRegistered : IRule<ReadSignOut>
{
    public SpecRef Law { get; } = new("OIDC RP-Initiated Logout", "3");

    public ValueTask<ProtocolError?> BreachAsync(ReadSignOut request, CancellationToken ct)
    {
        if (request.Client is not { } client || request.Parameters["post_logout_redirect_uri"] is not { } address)
            return Breach.None;
        return client.PostLogoutRedirectUris.Contains(address, StringComparer.Ordinal) && !RedirectUri.IsDangerous(address)
            ? Breach.None
            : Breach.InvalidRequest("post_logout_redirect_uri is not registered for this client.");
    }
}
