using JsHrss.OpenId.ClientKeys;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization;

/// <summary>
/// Request objects by value (RFC 9101, OpenID Connect Core §6.1): verified once, when the request arrives. What follows sees the parameters inside and
/// nothing else; a request that waits for a person is kept as those parameters, so that an object may expire while somebody signs in.
/// </summary>
internal sealed class RequestObjects(ClientSignatures signatures, RequestObjectRules rules)
{
    /// <summary>The request with the parameters that count, and why it is not served; null: it goes on.</summary>
    /// <remarks>
    /// A breach goes where such a request's breaches go: to the redirect URI among the parameters that count, where that is registered, else to the
    /// person. Those inside count as soon as the signature holds; before, only those outside are there to be proven.
    /// </remarks>
    public async ValueTask<(ReadRequest Read, ProtocolError? Breach)> OpenAsync(ReadRequest read, CancellationToken ct)
    {
        var client = read.Client;
        if (read.WasSigned)
            return (read, null);
        if (read.Parameters["request"] is not { } text)
            return (read, client.RequireSignedRequestObject ? ProtocolErrors.InvalidRequest("This client must send a signed request object.") : null); // RFC 9101 §10.5
        if (client is { Jwks: null, JwksUri: null })
            return (read, new ProtocolError("request_not_supported", "This client is registered without keys.", $"{client.Id} sent a request object and has no keys."));
        if (read.Parameters["request_uri"] is not null)
            return (read, ProtocolErrors.InvalidRequest("request and request_uri must not be used together.")); // RFC 9101 §5

        if (ClientJwt.Read(text) is not { } jwt)
            return (read, Refused(client, "it is no signed JWT in compact form"));
        var finding = await signatures.VerifyAsync(jwt, client, client.RequestObjectAlgorithm, ct).ConfigureAwait(false);
        if (finding == SignatureFinding.KeysOutOfReach)
            return (read, ProtocolErrors.KeysOutOfReach(client.Id, KeyDocument.BetweenFetches));
        if (finding != SignatureFinding.Verified)
            return (read, Refused(client, "it was not signed with a registered key and algorithm")); // RFC 9101 §6.2
        if (RequestObjectParameters.Of(jwt.Claims) is not { } inside)
            return (read, Refused(client, "its claims are no request parameters"));

        // RFC 9101 §6.3: only what was signed counts, even if the same parameter stands outside.
        var signed = read with { Parameters = inside, WasSigned = true };
        return (signed, rules.FaultOf(jwt, client) is { } fault ? Refused(client, fault) : null);
    }

    private static ProtocolError Refused(Client client, string fault) =>
        new("invalid_request_object", "The request object is not valid.", $"The request object of {client.Id} is refused: {fault}.");
}
