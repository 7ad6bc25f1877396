using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Authorization.Rules;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.Token.Grants;

namespace JsHrss.OpenId.DeviceAuthorization.Rules;

/// <summary>The client is registered for the device grant.</summary>
/// <remarks>Any other client's name on the approval page would be a lie that its owner never consented to (RFC 8628 §5.4).</remarks>
internal sealed class ClientMayUseDevices : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("RFC 8628", "3.1");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
        request.Client.GrantTypes.Contains(DeviceCodeGrant.GrantType, StringComparer.Ordinal)
            ? Breach.None
            : Breach.Of("unauthorized_client", "This client is not registered for the device authorization grant.");
}
