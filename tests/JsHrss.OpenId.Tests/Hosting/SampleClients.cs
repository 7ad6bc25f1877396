using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Hosting;

/// <summary>The clients of the tests.</summary>
internal static class SampleClients
{
    public const string HallSecret = "hall-test-secret-0123456789abcdefghij";
    public const string PartnerSecret = "partner-test-secret-0123456789abcdefg";
    public const string BatchSecret = "batch-test-secret-0123456789abcdefghi";
    public const string Resource = "https://api.example/items";

    /// <summary>First party, confidential, everything.</summary>
    public static Client Hall { get; } = new()
    {
        Id = new ClientId("hall"),
        Name = "Hall",
        AuthenticationMethod = ClientAuthenticationMethod.ClientSecretBasic,
        SecretDigests = [Digest(HallSecret)],
        RedirectUris = ["https://hall.example/signin-oidc"],
        GrantTypes = ["authorization_code", "refresh_token"],
        Scopes = ["openid", "profile", "phone", "address", "unit", "offline_access"],
        FirstParty = true,
        Contexts = ["person", "unit"],
        Resources = [Resource],
        Audiences = [ProviderHost.Issuer],
        Origins = ["https://hall.example"],
    };

    /// <summary>First party, public.</summary>
    public static Client Spa { get; } = Hall with
    {
        Id = new ClientId("hall-spa"),
        Name = "Hall in a page",
        AuthenticationMethod = ClientAuthenticationMethod.None,
        SecretDigests = [],
        RedirectUris = ["https://hall.example/spa/callback"],
        Audiences = [],
    };

    /// <summary>Third party: asks for consent.</summary>
    public static Client Partner { get; } = new()
    {
        Id = new ClientId("partner"),
        Name = "Partner",
        AuthenticationMethod = ClientAuthenticationMethod.ClientSecretBasic,
        SecretDigests = [Digest(PartnerSecret)],
        RedirectUris = ["https://partner.example/callback", "https://partner.example/callback?tenant=1"],
        GrantTypes = ["authorization_code", "refresh_token"],
        Scopes = ["openid", "profile", "phone", "offline_access"],
        Contexts = ["person"],
        Origins = ["https://partner.example"],
        SectorIdentifier = "partner.example",
    };

    /// <summary>Public, native: a private-use scheme and loopback addresses.</summary>
    public static Client Native { get; } = new()
    {
        Id = new ClientId("mobile-app"),
        Name = "App",
        AuthenticationMethod = ClientAuthenticationMethod.None,
        RedirectUris = ["jshrss-app://callback", "http://127.0.0.1/callback", "http://[::1]/callback"],
        GrantTypes = ["authorization_code", "refresh_token"],
        Scopes = ["openid", "profile"],
        Native = true,
        FirstParty = true,
        Contexts = ["person"],
    };

    /// <summary>No person at all: client_credentials and introspection.</summary>
    public static Client Batch { get; } = new()
    {
        Id = new ClientId("batch"),
        Name = "Batch",
        AuthenticationMethod = ClientAuthenticationMethod.ClientSecretBasic,
        SecretDigests = [Digest(BatchSecret)],
        RedirectUris = ["https://batch.example/never"],
        GrantTypes = ["client_credentials"],
        Scopes = ["demo.read"],
        Audiences = [ProviderHost.Issuer],
    };

    /// <summary>A self-service terminal: public, device grant.</summary>
    public static Client Kiosk { get; } = new()
    {
        Id = new ClientId("kiosk"),
        Name = "Kiosk",
        AuthenticationMethod = ClientAuthenticationMethod.None,
        GrantTypes = ["urn:ietf:params:oauth:grant-type:device_code"],
        Scopes = ["openid", "profile", "unit"],
        FirstParty = true,
        Contexts = ["person", "unit"],
    };

    public static Client[] All { get; } = [Hall, Spa, Partner, Native, Batch, Kiosk];

    private static byte[] Digest(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
