using Microsoft.AspNetCore.WebUtilities;

namespace RelyingParty.OpenId;

/// <summary>Builds the logout request (RP-Initiated Logout §2).</summary>
internal static class EndSessionUrl
{
    /// <param name="endpoint"><c>end_session_endpoint</c> of discovery.</param>
    /// <param name="clientId">Who asks.</param>
    /// <param name="idToken">The last ID token of the ticket that ends, so that nobody need be asked whether it is meant; null: more than one ticket is meant, and the person is asked.</param>
    /// <param name="returnTo">Registered address to come back to.</param>
    /// <param name="state">Comes back with it.</param>
    public static string Build(string endpoint, string clientId, string? idToken, string returnTo, string state)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = clientId,
            ["post_logout_redirect_uri"] = returnTo,
            ["state"] = state,
            ["ui_locales"] = "zh-CN",
        };
        if (idToken is not null) parameters["id_token_hint"] = idToken;
        return QueryHelpers.AddQueryString(endpoint, parameters);
    }
}
