using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JsHrss.OpenId.Ports;

namespace JsHrss.Benchmarks.Wire;

/// <summary>One client of the sample file as the bench plays it; the same ones are registered with the in-memory server.</summary>
/// <param name="Id"><c>client_id</c>.</param>
/// <param name="Secret">Null: public.</param>
/// <param name="RedirectUri">Null: no person is ever sent to it.</param>
/// <param name="Scope">What it asks for.</param>
internal sealed record Party(string Id, string? Secret, string? RedirectUri, string Scope)
{
    private const string OwnRedirectUri = "http://localhost:5300/bench/callback";
    private const string OwnSecret = "bench-dev-secret-0123456789abcdefghij";


    public static Party Hall { get; } = new("hall", "hall-dev-secret-0123456789abcdefghij", "http://localhost:5300/signin-oidc", "openid profile");

    public static Party Spa { get; } = new("hall-spa", null, "http://localhost:5300/spa/callback", "openid profile");

    public static Party UnitDesk { get; } = new("unit-desk", "unit-desk-dev-secret-0123456789abcd", "http://localhost:5300/unit-desk/callback", "openid profile unit items");

    public static Party Batch { get; } = new("batch", "batch-dev-secret-0123456789abcdefghi", null, "demo.read");

    /// <summary>A self-service terminal.</summary>
    public static Party Kiosk { get; } = new("kiosk", null, null, "openid profile");

    /// <summary>Wants its ID tokens signed with RS256.</summary>
    public static Party Rs256 { get; } = new("bench-rs256", OwnSecret, OwnRedirectUri, "openid profile") { IdTokenSignature = 342 };

    /// <summary>Authenticates with <c>private_key_jwt</c>.</summary>
    public static Party KeyHolder { get; } = new("bench-key", null, null, "demo.read") { Key = ClientKey.Create() };

    /// <summary>Characters of its ID tokens' signature: 64 bytes with ES256, 256 with RS256.</summary>
    public int IdTokenSignature { get; init; } = 86;

    /// <summary>Null: it signs nothing.</summary>
    public ClientKey? Key { get; init; }

    /// <summary>Value of the Authorization header (RFC 6749 §2.3.1); null for a public client.</summary>
    public string? Basic { get; } = Secret is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Id}:{Secret}"));

    /// <summary>The registrations of the in-memory server.</summary>
    /// <param name="issuer">Of the server.</param>
    /// <param name="clientsFile">With the public key of <see cref="KeyHolder"/>, which lives in the process that measures.</param>
    public static IEnumerable<Client> Registrations(string issuer, string clientsFile) =>
    [
        Registration(Hall, ["authorization_code", "refresh_token"]) with { Audiences = [issuer] },
        Registration(Spa, ["authorization_code", "refresh_token"]),
        Registration(Kiosk, ["urn:ietf:params:oauth:grant-type:device_code"]),
        Registration(Batch, ["client_credentials"]) with { Audiences = [issuer] },
        Registration(Rs256, ["authorization_code", "refresh_token"]) with { IdTokenAlgorithm = "RS256" },
        Registration(KeyHolder, ["client_credentials"]) with { AuthenticationMethod = ClientAuthenticationMethod.PrivateKeyJwt, Jwks = JwksIn(clientsFile) },
    ];

    /// <summary>A file of clients for those that the sample file does not have.</summary>
    public static string Declarations() => JsonSerializer.Serialize(new[]
    {
        new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["client_id"] = Rs256.Id,
            ["client_secret"] = Rs256.Secret!,
            ["client_name"] = Rs256.Id,
            ["application_type"] = "web",
            ["redirect_uris"] = new[] { Rs256.RedirectUri },
            ["token_endpoint_auth_method"] = "client_secret_basic",
            ["grant_types"] = new[] { "authorization_code", "refresh_token" },
            ["response_types"] = new[] { "code" },
            ["scope"] = Rs256.Scope,
            ["contexts"] = new[] { "person" },
            ["first_party"] = true,
            ["initiate_login_uri"] = "http://localhost:5300/bench",
            ["id_token_signed_response_alg"] = "RS256",
        },
        new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["client_id"] = KeyHolder.Id,
            ["client_name"] = KeyHolder.Id,
            ["token_endpoint_auth_method"] = "private_key_jwt",
            ["jwks"] = JsonElement.Parse(KeyHolder.Key!.Jwks),
            ["grant_types"] = new[] { "client_credentials" },
            ["response_types"] = Array.Empty<string>(),
            ["scope"] = KeyHolder.Scope,
        },
    });

    private static string JwksIn(string clientsFile)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(clientsFile));
        return document.RootElement.EnumerateArray().First(client => client.TryGetProperty("jwks", out _)).GetProperty("jwks").GetRawText();
    }

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
