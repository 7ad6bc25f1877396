using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization;

/// <summary>Proves that a request's redirect URI is the client's. Until then nothing is ever redirected (RFC 6749 §4.1.2.1, RFC 9700 §4.11.2).</summary>
internal static class AddressResolver
{
    public static Attempt<AddressedRequest> Resolve(ReadRequest request)
    {
        var (client, parameters) = (request.Client, request.Parameters);
        if (parameters.Repeated.Contains("redirect_uri", StringComparer.Ordinal))
            return ProtocolErrors.InvalidRequest("redirect_uri was sent more than once.");
        var sent = parameters["redirect_uri"];
        var proven = sent is null ? TheOnlyOne(client, parameters) : Registered(client, sent);
        if (proven is null)
            return ProtocolErrors.InvalidRequest("redirect_uri is missing or is not registered for this client.", $"{client.Id}: the redirect URI is not registered.");
        if (RedirectUri.IsDangerous(proven))
            return ProtocolErrors.InvalidRequest("redirect_uri has a scheme that is never used.", $"{client.Id}: a dangerous redirect URI is registered.");
        return new AddressedRequest(client, proven, sent is not null, parameters);
    }

    private static string? Registered(Client client, string sent)
    {
        foreach (var registered in client.RedirectUris)
        {
            if (RedirectUri.Matches(registered, sent, client.Native))
                return sent;
        }

        return null;
    }

    /// <remarks>RFC 6749 §3.1.2.3 lets a client with one registered URI leave it out; OpenID Connect Core §3.1.2.1 does not.</remarks>
    private static string? TheOnlyOne(Client client, RequestParameters parameters) =>
        client.RedirectUris is [var only] && !SpaceDelimited.Values(parameters["scope"]).Contains("openid", StringComparer.Ordinal) ? only : null;
}
