using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>One relying party at the wire: builds authorization requests and redeems what comes back.</summary>
public sealed class Relying(IdpHost host, string clientId, string? secret, string redirectUri, string scope) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(host.Issuer) };

    /// <summary>Set, every request to token, push and resource carries a proof of possession by it, with the newest nonce (RFC 9449).</summary>
    public KeyHolder? Key { get; init; }

    /// <summary>Asks one node of a site, and not whichever answers at its address.</summary>
    public string Node
    {
        init => _http.BaseAddress = new Uri(value);
    }

    public string Verifier { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static Relying Hall(IdpHost host, string scope = "openid profile phone unit items", string? node = null) =>
        new(host, "hall", "hall-dev-secret-0123456789abcdefghij", "http://localhost:5300/signin-oidc", scope) { Node = node ?? host.Issuer };

    public static Relying HallSpa(IdpHost host) => new(host, "hall-spa", null, "http://localhost:5300/spa/callback", "openid profile unit");

    public static Relying UnitDesk(IdpHost host) => new(host, "unit-desk", "unit-desk-dev-secret-0123456789abcd", "http://localhost:5300/unit-desk/callback", "openid profile unit items");

    public static Relying MobileApp(IdpHost host, KeyHolder? key) => new(host, "mobile-app", null, "jshrss-app://callback", "openid profile unit offline_access app") { Key = key };

    public static Relying Partner(IdpHost host) => new(host, "partner", "partner-dev-secret-0123456789abcdef", "http://localhost:5300/partner/callback", "openid profile phone");

    public static Relying Batch(IdpHost host) => new(host, "batch", "batch-dev-secret-0123456789abcdefghi", "", "demo.read");

    public string AuthorizeUrl(params (string Name, string Value)[] more) =>
        $"{host.Issuer}/connect/authorize?" + string.Join('&', Request(more).Prepend((Name: "client_id", Value: clientId)).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"));

    /// <summary>Pushes the same request instead (RFC 9126).</summary>
    public Task<Answer> PushAsync(params (string Name, string Value)[] more) => PostAsync("/connect/par", [.. Request(more)]);

    /// <summary>Where the browser is sent with the reference of a pushed request.</summary>
    public string ReferenceUrl(string reference) => $"{host.Issuer}/connect/authorize?client_id={clientId}&request_uri={Uri.EscapeDataString(reference)}";

    public Task<Answer> RedeemAsync(string code) => TokenAsync(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectUri), ("code_verifier", Verifier));

    public Task<Answer> RefreshAsync(string refreshToken, params (string Name, string Value)[] more) => TokenAsync([("grant_type", "refresh_token"), ("refresh_token", refreshToken), .. more]);

    public Task<Answer> TokenAsync(params (string Name, string Value)[] form) => PostAsync("/connect/token", form);

    public Task<Answer> IntrospectAsync(string token) => PostAsync("/connect/introspect", ("token", token));

    public Task<Answer> RevokeAsync(string token) => PostAsync("/connect/revoke", ("token", token));

    /// <param name="path">Resource.</param>
    /// <param name="accessToken">Presented as a bound token where there is a <see cref="Key"/>.</param>
    /// <param name="scheme">Another scheme than that.</param>
    /// <param name="proof">Another proof than a new one.</param>
    public Task<Answer> GetAsync(string path, string accessToken, string? scheme = null, string? proof = null) => SendAsync(
        () => new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue(scheme ?? (Key is null ? "Bearer" : "DPoP"), accessToken) } }, accessToken, proof);

    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] form) => SendAsync(
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent((secret is null ? [.. form, ("client_id", clientId)] : form).Select(one => KeyValuePair.Create(one.Item1, one.Item2))),
            };
            if (secret is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}")));
            return request;
        },
        null,
        null);

    public void Dispose() => _http.Dispose();

    private IEnumerable<(string Name, string Value)> Request((string Name, string Value)[] more)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        (string Name, string Value)[] parameters =
        [
            ("redirect_uri", redirectUri), ("response_type", "code"), ("scope", scope), ("state", "st-1"), ("nonce", "no-1"),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ];
        return parameters.Where(own => more.All(other => other.Name != own.Name)).Concat(more);
    }

    private async Task<Answer> SendAsync(Func<HttpRequestMessage> make, string? accessToken, string? proof)
    {
        var answer = await SendOnceAsync(make(), accessToken, proof);
        // A nonce is asked for at first, and now and then again (RFC 9449 §8).
        return Key is not null && proof is null && answer["error"] == "use_dpop_nonce" ? await SendOnceAsync(make(), accessToken, proof) : answer;
    }

    private async Task<Answer> SendOnceAsync(HttpRequestMessage request, string? accessToken, string? proof)
    {
        using (request)
        {
            if ((proof ?? Key?.Proof(request.Method.Method, new Uri(_http.BaseAddress!, request.RequestUri!), accessToken)) is { } shown)
                request.Headers.Add("DPoP", shown);
            using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            if (Key is not null && response.Headers.TryGetValues("DPoP-Nonce", out var nonces))
                Key.Nonce = nonces.Single();
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return new Answer(response.StatusCode, body.Length == 0 ? default : JsonDocument.Parse(body).RootElement, string.Join(", ", response.Headers.WwwAuthenticate));
        }
    }
}

/// <summary>A JSON answer.</summary>
public sealed record Answer(HttpStatusCode Status, JsonElement Json, string Challenge)
{
    public string? this[string member] => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(member, out var value) ? value.ToString() : null;

    /// <summary>Payload of a JWT member.</summary>
    public JsonElement Claims(string member = "id_token") => JsonDocument.Parse(Base64Url.DecodeFromChars(this[member]!.Split('.')[1])).RootElement;
}
