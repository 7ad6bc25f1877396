using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Authorization.Rules;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.DeviceAuthorization.Rules;

/// <summary>A device is never approved without a page.</summary>
internal sealed class PromptIsNotNone : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("RFC 8628", "3.3");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
        request.Parameters["prompt"] == Prompt.None ? Breach.InvalidRequest("prompt=none has no meaning for a device: a person must approve it.") : Breach.None;
}
