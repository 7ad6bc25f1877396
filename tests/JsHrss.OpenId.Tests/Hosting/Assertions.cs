using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Hosting;

/// <summary>Clients of <c>private_key_jwt</c> and what they send.</summary>
internal static class Assertions
{
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <summary>The sample client with keys instead of a secret.</summary>
    public static Client WithKeys(this Client client, params ClientKeyPair[] keys) => client with
    {
        AuthenticationMethod = ClientAuthenticationMethod.PrivateKeyJwt,
        SecretDigests = [],
        Jwks = ClientKeyPair.SetOf(keys),
    };

    /// <summary>The claims of a right assertion, made now, changed by the test.</summary>
    public static JsonObject Claims(ProviderHost host, string client, params (string Name, JsonNode? Value)[] changed)
    {
        var now = host.Clock.Now.ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = client, ["sub"] = client, ["aud"] = ProviderHost.Issuer, ["jti"] = Guid.NewGuid().ToString(), ["exp"] = now + 60, ["iat"] = now,
        };
        foreach (var (name, value) in changed)
        {
            claims.Remove(name);
            if (value is not null)
                claims[name] = value.DeepClone();
        }

        return claims;
    }

    /// <summary>A form POST with an assertion beside what the endpoint wants.</summary>
    public static Task<Answered> SendAsync(this ProviderHost host, string assertion, string path = Calls.TokenPath, params (string, string)[] form) => host.SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent(
            (form.Length == 0 ? [("grant_type", "client_credentials")] : form).Concat([("client_assertion_type", Type), ("client_assertion", assertion)]).Select(p => KeyValuePair.Create(p.Item1, p.Item2))),
    });
}
