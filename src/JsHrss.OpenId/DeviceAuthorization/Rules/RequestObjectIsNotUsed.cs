using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Authorization.Rules;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.DeviceAuthorization.Rules;

/// <summary>A device authorization request stands in its form. A signed one would be ignored otherwise, and its client believe that it counted.</summary>
internal sealed class RequestObjectIsNotUsed : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("RFC 8628", "3.1");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
        request.Parameters["request"] is null && !request.Client.RequireSignedRequestObject
            ? Breach.None
            : Breach.Of("request_not_supported", "Request objects are not supported at this endpoint.");
}
