using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using JsHrss.IdP.Bridge;
using JsHrss.IdP.Clients;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Tests.Clients;

/// <summary>Clients written to a real file and read by the server's own loader.</summary>
internal static class Declaring
{
    public const string Issuer = "https://id.example.cn";

    public static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A key pair that tests sign nothing with: only its public part is declared.</summary>
    public static readonly ECParameters EcKey = NewEcKey();

    public static readonly RSAParameters RsaKey = NewRsaKey(2048);

    public static ClientPolicy Policy(bool development = false) => new(BridgeServices.Scopes, BridgeServices.AcrValues, Issuer, development, Now);

    /// <summary>A right declaration of one of the usual kinds; every other kind of fault is one member away.</summary>
    public static JsonObject Of(string kind) => (JsonObject)JsonNode.Parse(kind switch
    {
        "web" => """{"client_id":"web","client_secret":"Zk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0dA","client_name":"示例门户","first_party":true,"redirect_uris":["https://app.example.cn/cb"],"grant_types":["authorization_code","refresh_token"],"scope":"openid profile"}""",
        "spa" => """{"client_id":"spa","token_endpoint_auth_method":"none","client_name":"示例单页","first_party":true,"redirect_uris":["https://spa.example.cn/cb"],"grant_types":["authorization_code","refresh_token"],"scope":"openid unit items","contexts":["unit"]}""",
        "native" => """{"client_id":"app","token_endpoint_auth_method":"none","application_type":"native","client_name":"示例应用","first_party":true,"redirect_uris":["cn.example.app:/cb","http://127.0.0.1/cb"],"scope":"openid"}""",
        "phone" => """{"client_id":"phone","token_endpoint_auth_method":"none","application_type":"native","client_name":"示例手机","first_party":true,"redirect_uris":["cn.example.phone:/cb"],"scope":"openid app","dpop_bound_access_tokens":true}""",
        "batch" => """{"client_id":"batch","client_secret":"Xk4vQ8sT1xY7bN2mR6pW9cJ3hL5gF0dB","client_name":"示例批量","grant_types":["client_credentials"],"scope":"demo.read"}""",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    })!;

    /// <summary>A client with a key of its own, pushed and signed requests.</summary>
    public static JsonObject Keyed() => new()
    {
        ["client_id"] = "keyed",
        ["token_endpoint_auth_method"] = "private_key_jwt",
        ["token_endpoint_auth_signing_alg"] = "ES256",
        ["jwks"] = Set(Jwk(EcKey)),
        ["client_name"] = "示例高安全",
        ["first_party"] = true,
        ["redirect_uris"] = new JsonArray("https://fapi.example.cn/cb"),
        ["scope"] = "openid",
        ["require_pushed_authorization_requests"] = true,
        ["require_signed_request_object"] = true,
        ["request_object_signing_alg"] = "ES256",
    };

    public static JsonObject Set(params JsonNode[] keys) => new() { ["keys"] = new JsonArray([.. keys.Select(key => key.DeepClone())]) };

    public static JsonObject Jwk(ECParameters key, string kid = "k1") => new() { ["kty"] = "EC", ["crv"] = "P-256", ["kid"] = kid, ["x"] = Text(key.Q.X!), ["y"] = Text(key.Q.Y!) };

    public static JsonObject Jwk(RSAParameters key, string kid = "k1") => new() { ["kty"] = "RSA", ["kid"] = kid, ["n"] = Text(key.Modulus!), ["e"] = Text(key.Exponent!) };

    public static RSAParameters NewRsaKey(int bits)
    {
        using var rsa = RSA.Create(bits);
        return rsa.ExportParameters(false);
    }

    /// <summary>The clients as the server would hold them.</summary>
    /// <exception cref="ClientFilesException">As at start.</exception>
    public static DeclaredClients Load(bool development, params JsonNode[] clients) =>
        new(Read(new JsonArray([.. clients.Select(client => client.DeepClone())]).ToJsonString(), development), Issuer);

    public static Client One(JsonObject client, bool development = false) =>
        Load(development, client).FindAsync(new ClientId((string)client["client_id"]!), CancellationToken.None).AsTask().GetAwaiter().GetResult()!;

    /// <summary>Every fault of one client.</summary>
    public static IReadOnlyCollection<string> FaultsOf(JsonObject client, bool development = false) => FaultsOf(new JsonArray(client.DeepClone()).ToJsonString(), development);

    public static IReadOnlyCollection<string> FaultsOf(string file, bool development = false)
    {
        try
        {
            Read(file, development);
            return [];
        }
        catch (ClientFilesException wrong)
        {
            return wrong.Faults;
        }
    }

    public static ImmutableArray<ClientMetadata> Read(string file, bool development = false) => Read(Encoding.UTF8.GetBytes(file), development);

    public static ImmutableArray<ClientMetadata> Read(byte[] file, bool development = false)
    {
        var path = Path.Combine(Path.GetTempPath(), $"clients-{Guid.NewGuid():N}.json");
        try
        {
            File.WriteAllBytes(path, file);
            return ClientFiles.Read([path], Policy(development));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static ECParameters NewEcKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportParameters(false);
    }
}
