using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace RelyingParty.OpenId;

/// <summary>A discovery document counts only when it names the issuer it was asked for, byte by byte (Discovery §4.3).</summary>
internal sealed class DiscoveryNamesItsIssuer(string issuer) : IConfigurationValidator<OpenIdConnectConfiguration>
{
    public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration) =>
        string.Equals(configuration.Issuer, issuer, StringComparison.Ordinal)
            ? new ConfigurationValidationResult { Succeeded = true }
            : new ConfigurationValidationResult { Succeeded = false, ErrorMessage = $"Discovery names issuer '{configuration.Issuer}', expected '{issuer}'." };
}
