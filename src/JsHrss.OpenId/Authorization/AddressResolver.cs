using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization;

/// <summary>Proves that a request's redirect URI is the client's and that we know how to answer there. Until then nothing is ever sent (RFC 6749 §4.1.2.1, RFC 9700 §4.11.2).</summary>
internal static class AddressResolver
{
    public static Attempt<AddressedRequest> Resolve(ReadRequest request)
    {
        var (client, parameters) = (request.Client, request.Parameters);
        if (parameters.Repeated.Contains("redirect_uri", StringComparer.Ordinal))
            return ProtocolErrors.InvalidRequest("redirect_uri was sent more than once.");
        var sent = parameters["redirect_uri"];
        var proven = sent is null ? TheOnlyOne(request) : Registered(client, sent);
        if (proven is null)
            return ProtocolErrors.InvalidRequest("redirect_uri is missing or is not registered for this client.", $"{client.Id}: the redirect URI is not registered.");
        if (RedirectUri.IsDangerous(proven))
            return ProtocolErrors.InvalidRequest("redirect_uri has a scheme that is never used.", $"{client.Id}: a dangerous redirect URI is registered.");
        if (ModeOf(client, proven, parameters) is not { } mode)
            return ProtocolErrors.InvalidRequest("This response_mode is not supported or not registered for this client.");
        return new AddressedRequest(client, proven, sent is not null, parameters) { ResponseMode = mode, Pushed = request.Pushed };
    }

    /// <summary>How the client is answered; null: not in the way it asked for, and so not at all.</summary>
    /// <remarks>
    /// OpenID Connect Core §3.1.2.6: an unsupported mode is answered with 400 and no error parameters, because nobody knows how to send them.
    /// Only a web server receives a form (Form Post Response Mode §2). Case AZ-09.
    /// </remarks>
    private static ResponseMode? ModeOf(Client client, string redirectUri, RequestParameters parameters)
    {
        var asked = parameters.Repeated.Contains("response_mode", StringComparer.Ordinal) ? "" : parameters["response_mode"] ?? "query";
        if (!client.ResponseModes.Contains(asked, StringComparer.Ordinal))
            return null;
        return asked switch
        {
            "query" => ResponseMode.Query,
            "form_post" when Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" => ResponseMode.FormPost,
            _ => null,
        };
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

    /// <remarks>
    /// RFC 6749 §3.1.2.3 lets a client with one registered URI leave it out; OpenID Connect Core §3.1.2.1 does not, nor does FAPI 2.0
    /// Security Profile §5.3.2.2 where the request is pushed.
    /// </remarks>
    private static string? TheOnlyOne(ReadRequest request) =>
        request is { Pushed: null, Client.RedirectUris: [var only] } && !SpaceDelimited.Values(request.Parameters["scope"]).Contains("openid", StringComparer.Ordinal) ? only : null;
}
