using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>The client is registered for the authorization code grant.</summary>
internal sealed class ClientMayUseCodes : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("RFC 6749", "4.1.2.1");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
        request.Client.GrantTypes.Contains("authorization_code", StringComparer.Ordinal)
            ? Breach.None
            : Breach.Of("unauthorized_client", "This client is not registered for the authorization code grant.");
}
