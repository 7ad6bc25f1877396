using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace RelyingParty.OpenId;

/// <summary>One client registration at the identity provider. Addresses come from discovery, so the issuer is all that is configured of the server.</summary>
internal sealed class OpenIdOptions : OAuthOptions
{
    public OpenIdOptions()
    {
        UsePkce = true;
        SaveTokens = false;
    }

    /// <summary>Issuer identifier, exactly as the server publishes it (Discovery §4.3).</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Cached discovery document and signing keys of <see cref="Issuer"/>.</summary>
    public IConfigurationManager<OpenIdConnectConfiguration> Discovery { get; set; } = null!;

    /// <summary>The one algorithm this client is registered for (RFC 8725 §3.1: never taken from the token).</summary>
    public string IdTokenAlgorithm { get; set; } = "ES256";

    /// <summary>Where the server sends the browser after a sign-out that this client began (RP-Initiated Logout §3); null: it begins none.</summary>
    public string? SignedOutPath { get; set; }

    /// <summary>Where a failed sign-in leads; the error code is appended as a query parameter.</summary>
    public string FailurePath { get; set; } = "/signin-failed";

    /// <summary>The endpoints of the base class stay empty on purpose: they are read from discovery for each use.</summary>
    public override void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Issuer);
        ArgumentException.ThrowIfNullOrEmpty(ClientId);
        ArgumentException.ThrowIfNullOrEmpty(ClientSecret);
        if (!CallbackPath.HasValue)
            throw new ArgumentException("CallbackPath must be set.", nameof(CallbackPath));
    }
}
