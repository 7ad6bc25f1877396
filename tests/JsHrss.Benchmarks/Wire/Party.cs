using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.Ports;

namespace JsHrss.Benchmarks.Wire;

/// <summary>One client of the sample file as the bench plays it; the same ones are registered with the in-memory server.</summary>
/// <param name="Id"><c>client_id</c>.</param>
/// <param name="Secret">Null: public.</param>
/// <param name="RedirectUri">Null: no person is ever sent to it.</param>
/// <param name="Scope">What it asks for.</param>
internal sealed record Party(string Id, string? Secret, string? RedirectUri, string Scope)
{
    public static Party Hall { get; } = new("hall", "hall-dev-secret-0123456789abcdefghij", "http://localhost:5300/signin-oidc", "openid profile");

    public static Party Spa { get; } = new("hall-spa", null, "http://localhost:5300/spa/callback", "openid profile");

    public static Party UnitDesk { get; } = new("unit-desk", "unit-desk-dev-secret-0123456789abcd", "http://localhost:5300/unit-desk/callback", "openid profile unit items");

    public static Party Batch { get; } = new("batch", "batch-dev-secret-0123456789abcdefghi", null, "demo.read");

    /// <summary>Value of the Authorization header (RFC 6749 §2.3.1); null for a public client.</summary>
    public string? Basic { get; } = Secret is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Id}:{Secret}"));

    /// <summary>The registrations of the in-memory server.</summary>
    public static IEnumerable<Client> Registrations(string issuer) =>
    [
        Registration(Hall, ["authorization_code", "refresh_token"]) with { Audiences = [issuer] },
        Registration(Spa, ["authorization_code", "refresh_token"]),
        Registration(Batch, ["client_credentials"]) with { Audiences = [issuer] },
    ];

    private static Client Registration(Party party, string[] grantTypes) => new()
    {
        Id = new ClientId(party.Id),
        Name = party.Id,
        AuthenticationMethod = party.Secret is null ? ClientAuthenticationMethod.None : ClientAuthenticationMethod.ClientSecretBasic,
        SecretDigests = party.Secret is null ? [] : [SHA256.HashData(Encoding.UTF8.GetBytes(party.Secret))],
        RedirectUris = party.RedirectUri is null ? [] : [party.RedirectUri],
        GrantTypes = [.. grantTypes],
        Scopes = [.. party.Scope.Split(' ')],
        FirstParty = true,
        Contexts = ["person"],
    };
}
