using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>Clients are registered by the department, never by a parameter.</summary>
internal sealed class RegistrationIsNotUsed : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("OIDC Core", "7.2.1");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) =>
        request.Parameters["registration"] is null ? Breach.None : Breach.Of("registration_not_supported", "The registration parameter is not supported.");
}
