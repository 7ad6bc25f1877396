using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>A small 江苏智慧人社APP: an ordinary client with a key of its own, signed in by its holder, that scans and answers over the wire.</summary>
public sealed class HttpPhone : IDisposable
{
    private readonly IdpHost _host;
    private readonly HttpClient _http = new();
    private readonly string _access;

    private HttpPhone(IdpHost host, KeyHolder key, PersonId person, string access) => (_host, Key, Person, _access) = (host, key, person, access);

    public KeyHolder Key { get; }

    public PersonId Person { get; }

    /// <summary>The server's time.</summary>
    public DateTimeOffset Now => _host.Clock.GetUtcNow();

    /// <summary>Its holder has signed in with the personal password, or with that of a membership in <paramref name="unit"/>; with <paramref name="isEnrolled"/> a face check has been passed too.</summary>
    public static async Task<HttpPhone> OfAsync(IdpHost host, string mobile, bool isEnrolled = false, string? unit = null)
    {
        var key = new KeyHolder { Clock = host.Clock };
        using var browser = new HttpBrowser();
        using var app = Relying.MobileApp(host, key);
        var tokens = await app.RedeemAsync(unit is null ? await browser.AsPersonAsync(app, mobile) : await browser.AsMemberAsync(app, unit, mobile));
        var person = await host.PersonAsync(mobile);
        if (isEnrolled)
            await host.EnrolAsync(person, key.Key.Thumbprint());
        return new HttpPhone(host, key, person, tokens["access_token"]!);
    }

    public Task<Reply> GetAsync(string path) => CallAsync(HttpMethod.Get, path, null);

    public Task<Reply> PostAsync(string path, object body) => CallAsync(HttpMethod.Post, path, body);

    public Task<Reply> ScanAsync(string code) => PostAsync("/api/app/scan", new { code });

    public Task<Reply> ConfirmAsync(Reply request, string context, string? signature = null) => PostAsync(
        $"/api/app/requests/{request["id"]}/confirm",
        new { context, signature = signature ?? Key.Key.Approve(request["id"]!, request["shown_text"]!, context, _host.Clock.GetUtcNow()) });

    public Task<Reply> DenyAsync(Reply request, string reason = "not_me") => PostAsync($"/api/app/requests/{request["id"]}/deny", new { reason });

    /// <summary>One call, its token sent by a scheme and with a proof of the test's choice.</summary>
    public async Task<Reply> CallAsync(HttpMethod method, string path, object? body, string scheme = "DPoP", bool proves = true)
    {
        for (var attempt = 0; ; attempt++)
        {
            var address = new Uri(_host.Issuer + path);
            using var request = new HttpRequestMessage(method, address) { Content = body switch { null => null, string text => new StringContent(text, new MediaTypeHeaderValue("application/json")), _ => JsonContent.Create(body) } };
            request.Headers.Authorization = new AuthenticationHeaderValue(scheme, _access);
            if (proves)
                request.Headers.Add("DPoP", Key.Proof(method.Method, address, _access));
            using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            var hasNonce = response.Headers.TryGetValues("DPoP-Nonce", out var nonces);
            if (hasNonce)
                Key.Nonce = nonces!.Single();
            if (response.StatusCode == HttpStatusCode.Unauthorized && hasNonce && attempt == 0 && proves)
                continue;
            var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return new Reply(response.StatusCode, answer.Length == 0 ? default : JsonDocument.Parse(answer).RootElement, response.Headers.CacheControl?.ToString());
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        Key.Dispose();
    }
}

/// <summary>An answer of the App API.</summary>
public sealed record Reply(HttpStatusCode Status, JsonElement Json, string? Cache)
{
    /// <summary>A member as text; null: none.</summary>
    public string? this[string name] => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value) ? value.ToString() : null;

    /// <summary>What may be chosen.</summary>
    public (string Context, string? Number, string? Refused)[] Contexts =>
        [.. Json.GetProperty("contexts").EnumerateArray().Select(one => (one.GetProperty("context").GetString()!, one.GetProperty("unit_no").GetString(), one.GetProperty("refused").GetString()))];
}
