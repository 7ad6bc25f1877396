using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>Request objects by reference are not supported: nothing a browser names is ever fetched (case AZ-20). A pushed request never comes here with its reference.</summary>
internal sealed class RequestUrisAreNotUsed : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("OIDC Core", "6.2");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
        request.Parameters["request_uri"] is null ? Breach.None : Breach.Of("request_uri_not_supported", "The request_uri parameter is not supported.");
}
