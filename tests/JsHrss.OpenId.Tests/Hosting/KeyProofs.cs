using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Possession;
using JsHrss.OpenId.Tests.Token;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace JsHrss.OpenId.Tests.Hosting;

/// <summary>Proofs of possession as a client makes them, and requests that carry them.</summary>
internal static class KeyProofs
{
    /// <summary>The thumbprint of a key, as another implementation computes it.</summary>
    public static string Jkt(this ClientKeyPair key) => Base64Url.EncodeToString(new JsonWebKey(key.Jwk.ToJsonString()).ComputeJwkThumbprint());

    /// <summary>The nonce that counts now.</summary>
    public static string Nonce(this ProviderHost host)
    {
        var http = new DefaultHttpContext();
        host.Service<ProofNonces>().Offer(http.Response, shown: null);
        return http.Response.Headers[ProofNonces.Header].ToString();
    }

    /// <summary>A right proof for the token endpoint, changed by the test; a claim set to null is left out.</summary>
    public static string Proof(this ProviderHost host, ClientKeyPair key, params (string Name, JsonNode? Value)[] changed) => key.Signed(host.ProofClaims(changed));

    /// <summary>A right proof for one token at userinfo.</summary>
    public static string ProofFor(this ProviderHost host, ClientKeyPair key, string accessToken, params (string Name, JsonNode? Value)[] changed) =>
        host.Proof(key, [("htm", "GET"), ("htu", ProviderHost.Issuer + Calls.UserInfoPath), ("ath", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)))), .. changed]);

    public static JsonObject ProofClaims(this ProviderHost host, params (string Name, JsonNode? Value)[] changed)
    {
        var claims = new JsonObject
        {
            ["jti"] = Guid.NewGuid().ToString(), ["htm"] = "POST", ["htu"] = ProviderHost.Issuer + Calls.TokenPath, ["iat"] = host.Clock.Now.ToUnixTimeSeconds(), ["nonce"] = host.Nonce(),
        };
        foreach (var (name, value) in changed)
        {
            claims.Remove(name);
            if (value is not null)
                claims[name] = value.DeepClone();
        }

        return claims;
    }

    /// <summary>Signed with the key inside, as RFC 9449 §4.2 wants it, unless the test changes the header.</summary>
    public static string Signed(this ClientKeyPair key, JsonNode claims, Action<JsonObject>? header = null)
    {
        var members = new JsonObject { ["typ"] = "dpop+jwt", ["alg"] = key.Algorithm, ["jwk"] = key.Jwk };
        header?.Invoke(members);
        return key.SignText(members.ToJsonString(), claims.ToJsonString());
    }

    /// <summary>A form POST with the client's authentication and these proofs.</summary>
    public static Task<Answered> PostProvenAsync(this ProviderHost host, string path, Client client, string? proof, params (string, string)[] form)
    {
        var request = Calls.PostOf(path, client, form);
        if (proof is not null)
            request.Headers.TryAddWithoutValidation("DPoP", proof);
        return host.SendAsync(request);
    }

    public static Task<Answered> TokenProvenAsync(this ProviderHost host, Client client, string? proof, params (string, string)[] form) => host.PostProvenAsync(Calls.TokenPath, client, proof, form);

    public static Task<Answered> RefreshProvenAsync(this ProviderHost host, Client client, string? proof, string? refreshToken, params (string, string)[] more) =>
        host.TokenProvenAsync(client, proof, [("grant_type", "refresh_token"), ("refresh_token", refreshToken ?? "none"), .. more]);

    /// <summary>Bound tokens of a fresh code of this client.</summary>
    public static async Task<Answered> SignInProvenAsync(this ProviderHost host, Client client, ClientKeyPair key, string scope = "openid profile")
    {
        var code = await GrantedCode.OpenAsync(host, client, scope);
        var answer = await host.TokenProvenAsync(client, host.Proof(key), code.Form);
        Assert.Equal(200, (int)answer.Status);
        return answer;
    }

    /// <summary>Userinfo with a token under a scheme, and a proof or none.</summary>
    public static Task<Answered> UserInfoAsync(this ProviderHost host, string scheme, string token, string? proof, string query = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Calls.UserInfoPath + query) { Headers = { Authorization = new AuthenticationHeaderValue(scheme, token) } };
        if (proof is not null)
            request.Headers.TryAddWithoutValidation("DPoP", proof);
        return host.SendAsync(request);
    }
}
