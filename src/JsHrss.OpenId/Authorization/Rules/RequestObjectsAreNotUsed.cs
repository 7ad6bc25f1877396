using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>Request objects by value are not supported, and the metadata says so.</summary>
/// <remarks>Ignoring one would serve another request than the one that was signed.</remarks>
internal sealed class RequestObjectsAreNotUsed : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("OIDC Core", "6.1");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
        request.Parameters["request"] is null ? Breach.None : Breach.Of("request_not_supported", "The request parameter is not supported.");
}
