using System.Security.Cryptography;
using System.Text;
using System.Buffers.Text;

namespace JsHrss.OpenId.Tests.Hosting;

/// <summary>An authorization request of the sample client, right in every respect until a test changes it.</summary>
internal sealed class AuthorizeRequest
{
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private readonly List<KeyValuePair<string, string>> _parameters =
    [
        new("client_id", "hall"),
        new("redirect_uri", "https://hall.example/signin-oidc"),
        new("response_type", "code"),
        new("scope", "openid profile"),
        new("state", "st&te=1"),
        new("nonce", "n-0S6_WzA2Mj"),
        new("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)))),
        new("code_challenge_method", "S256"),
    ];

    /// <summary>All of them, in the order sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters => _parameters;

    /// <summary>The same request with one parameter set, or removed by null.</summary>
    public AuthorizeRequest With(string name, string? value)
    {
        _parameters.RemoveAll(parameter => parameter.Key == name);
        if (value is not null)
            _parameters.Add(new(name, value));
        return this;
    }

    /// <summary>The same request with one more parameter, whatever is there already.</summary>
    public AuthorizeRequest And(string name, string value)
    {
        _parameters.Add(new(name, value));
        return this;
    }

    public AuthorizeRequest For(string client, string redirectUri, string scope = "openid profile") =>
        With("client_id", client).With("redirect_uri", redirectUri).With("scope", scope);

    public IReadOnlyList<KeyValuePair<string, string>> Parameters => _parameters;

    public string Encoded => string.Join('&', _parameters.Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}"));

    public string Url => "/connect/authorize?" + Encoded;

    public Task<HttpResponseMessage> GetAsync(HttpClient browser) => browser.GetAsync(Url, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> PostAsync(HttpClient browser, string query = "") =>
        browser.PostAsync("/connect/authorize" + query, new StringContent(Encoded, Encoding.UTF8, "application/x-www-form-urlencoded"), TestContext.Current.CancellationToken);
}
