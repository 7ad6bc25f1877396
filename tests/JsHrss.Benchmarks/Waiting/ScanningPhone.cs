using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using JsHrss.Benchmarks.Wire;

namespace JsHrss.Benchmarks.Waiting;

/// <summary>江苏智慧人社APP at the wire (docs/app-api.md): signed in with a key of its own, it scans and confirms.</summary>
internal sealed class ScanningPhone : IDisposable
{
    private static readonly Party App = new("mobile-app", null, "jshrss-app://callback", "openid app");

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
    private readonly string _issuer;
    private string _access = "";
    private string? _nonce;

    private ScanningPhone(string issuer) => _issuer = issuer;

    public static async Task<ScanningPhone> SignInAsync(Scene scene, string account, CancellationToken ct)
    {
        var phone = new ScanningPhone(scene.Connections.Issuer);
        var app = new Relying(scene.Connections, App);
        var form = await scene.FillInAsync(app, ct, ("Account", account), ("Password", Scene.Password));
        var (resumed, session) = await scene.SendAndFollowAsync(form, ct);
        var code = HttpUtility.ParseQueryString(new Uri(resumed).Query)["code"] ?? throw new WrongAnswerException($"The app was given no code ({session.Length}).");
        using var answer = await phone.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent([
                new("grant_type", "authorization_code"), new("client_id", App.Id), new("code", code), new("redirect_uri", App.RedirectUri!), new("code_verifier", app.Verifier)]),
        }, ct);
        phone._access = (await ReadAsync(answer, HttpStatusCode.OK, ct)).GetProperty("access_token").GetString()!;
        return phone;
    }

    /// <summary>The request that the code holds.</summary>
    public async Task<(string Id, string Shown)> ScanAsync(string scanText, CancellationToken ct)
    {
        using var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Post, "/api/app/scan") { Content = JsonContent.Create(new { code = $"{_issuer}/qr/{scanText}" }) }, ct);
        var request = await ReadAsync(answer, HttpStatusCode.OK, ct);
        return (request.GetProperty("id").GetString()!, request.GetProperty("shown_text").GetString()!);
    }

    public async Task ConfirmAsync((string Id, string Shown) request, CancellationToken ct)
    {
        var signature = Sign("jshrss-approval+jwt", new
        {
            request = request.Id,
            shown = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(request.Shown))),
            context = "self",
            decision = "confirm",
            iat = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        });
        using var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Post, $"/api/app/requests/{request.Id}/confirm") { Content = JsonContent.Create(new { context = "self", signature }) }, ct);
        if (answer.StatusCode != HttpStatusCode.NoContent)
            throw new WrongAnswerException($"A confirmation was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(ct)}");
    }

    public void Dispose()
    {
        _key.Dispose();
        _http.Dispose();
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.StatusCode == expected ? JsonDocument.Parse(text).RootElement : throw new WrongAnswerException($"The phone was answered {(int)answer.StatusCode}: {text}");
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var request = make();
            request.RequestUri = new Uri(_issuer + request.RequestUri);
            if (_access.Length > 0)
                request.Headers.Authorization = new AuthenticationHeaderValue("DPoP", _access);
            request.Headers.Add("DPoP", Proof(request));
            var answer = await _http.SendAsync(request, ct);
            var isNew = answer.Headers.TryGetValues("DPoP-Nonce", out var nonces);
            if (isNew)
                _nonce = nonces!.Single();
            if (attempt > 0 || !isNew || answer.IsSuccessStatusCode)
                return answer;
            answer.Dispose();
        }
    }

    private string Proof(HttpRequestMessage request)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["jti"] = Guid.NewGuid().ToString(),
            ["htm"] = request.Method.Method,
            ["htu"] = request.RequestUri!.GetLeftPart(UriPartial.Path),
            ["iat"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        };
        if (_nonce is not null)
            claims["nonce"] = _nonce;
        if (_access.Length > 0)
            claims["ath"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(_access)));
        return Sign("dpop+jwt", claims);
    }

    private string Sign(string type, object claims)
    {
        var q = _key.ExportParameters(includePrivateParameters: false).Q;
        var header = new { typ = type, alg = "ES256", jwk = new { kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(q.X), y = Base64Url.EncodeToString(q.Y) } };
        var input = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));
        return input + "." + Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256));
    }
}
