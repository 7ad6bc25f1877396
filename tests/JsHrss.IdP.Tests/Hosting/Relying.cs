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

    public string Verifier { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static Relying Hall(IdpHost host, string scope = "openid profile phone unit items") =>
        new(host, "hall", "hall-dev-secret-0123456789abcdefghij", "http://localhost:5300/signin-oidc", scope);

    public static Relying HallSpa(IdpHost host) => new(host, "hall-spa", null, "http://localhost:5300/spa/callback", "openid profile unit");

    public static Relying UnitDesk(IdpHost host) => new(host, "unit-desk", "unit-desk-dev-secret-0123456789abcd", "http://localhost:5300/unit-desk/callback", "openid profile unit items");

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

    public async Task<Answer> GetAsync(string path, string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await SendAsync(request);
    }

    public async Task<Answer> PostAsync(string path, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent((secret is null ? [.. form, ("client_id", clientId)] : form).Select(one => KeyValuePair.Create(one.Item1, one.Item2))),
        };
        if (secret is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}")));
        return await SendAsync(request);
    }

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

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, body.Length == 0 ? default : JsonDocument.Parse(body).RootElement, string.Join(", ", response.Headers.WwwAuthenticate));
    }
}

/// <summary>A JSON answer.</summary>
public sealed record Answer(HttpStatusCode Status, JsonElement Json, string Challenge)
{
    public string? this[string member] => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(member, out var value) ? value.ToString() : null;

    /// <summary>Payload of a JWT member.</summary>
    public JsonElement Claims(string member = "id_token") => JsonDocument.Parse(Base64Url.DecodeFromChars(this[member]!.Split('.')[1])).RootElement;
}
