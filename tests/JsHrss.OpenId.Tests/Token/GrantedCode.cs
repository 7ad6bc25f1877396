using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Token;

/// <summary>A code as the authorization endpoint would have left it, with the verifier that only its client knows.</summary>
internal sealed record GrantedCode(Grant Grant, string Code, string Verifier, string RedirectUri)
{
    /// <summary>The token request of the client it was made for.</summary>
    public (string, string)[] Form => [("grant_type", "authorization_code"), ("code", Code), ("redirect_uri", RedirectUri), ("code_verifier", Verifier)];

    /// <summary>The same request with one parameter replaced; null leaves it out.</summary>
    public (string, string)[] With(string name, string? value) =>
        [.. Form.Where(p => p.Item1 != name), .. value is null ? Array.Empty<(string, string)>() : [(name, value)]];

    public static async Task<GrantedCode> OpenAsync(
        ProviderHost host, Client client, string scope = "openid profile", string? nonce = "n-1", bool redirectUriWasSent = true, TimeSpan? grantLife = null, params string[] resources)
    {
        var now = host.Clock.Now;
        var scopes = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToImmutableArray();
        var session = new SessionId(Guid.CreateVersion7(now));
        var entitlement = new Entitlement(
            new SubjectId("p_sample"), SampleHouse.Self, session, new Authentication(SampleHouse.AcrValues[1], ["pwd"], now.AddMinutes(-3), "local"),
            scopes, [.. resources.Select(r => new Uri(r))], null, null, Confirmation.None, null);
        var grant = new Grant(
            new GrantId(Guid.CreateVersion7(now)), null, client.Id, entitlement, now, null, now + (grantLife ?? TimeSpan.FromHours(12)), scopes.Contains("offline_access"), null);
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var (handle, text) = Handle.Mint(Keepsake.AuthorizationCode, now);
        var payload = new CodePayload(client.RedirectUris[0], redirectUriWasSent, challenge, nonce).ToBytes();
        await host.Ledger.ApplyAsync(Change.List(new Change.Open(grant), new Change.Keep(handle, client.Id, grant.Id, payload, now.AddSeconds(60))), TestContext.Current.CancellationToken);
        return new GrantedCode(grant, text, verifier, client.RedirectUris[0]);
    }
}
