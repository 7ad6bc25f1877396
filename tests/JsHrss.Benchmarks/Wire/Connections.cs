using System.Net;
using System.Text;

namespace JsHrss.Benchmarks.Wire;

/// <summary>A few kept-alive connections to the one server under measurement.</summary>
internal sealed class Connections : IDisposable
{
    private const string UserAgent = "Mozilla/5.0 (X11; Linux x86_64) JsHrss.Benchmarks";

    private readonly HttpClient _http;

    public Connections(Uri address, int most)
    {
        if (!address.IsLoopback)
            throw new InvalidOperationException("Only a server of this machine is ever measured.");
        Count = most;
        Issuer = address.GetLeftPart(UriPartial.Authority);
        _http = new HttpClient(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = most,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    public string Issuer { get; }

    /// <summary>How many there are at most.</summary>
    public int Count { get; }

    /// <param name="path">With its query.</param>
    /// <param name="cookies">Null: none.</param>
    /// <param name="authorization">Null: none.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Answer> GetAsync(string path, string? cookies, string? authorization, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, cookies, authorization, ct);
    }

    /// <param name="path">Where to.</param>
    /// <param name="form">Encoded.</param>
    /// <param name="cookies">Null: none.</param>
    /// <param name="authorization">Null: none.</param>
    /// <param name="ct">Cancels.</param>
    public Task<Answer> PostAsync(string path, string form, string? cookies, string? authorization, CancellationToken ct) =>
        PostAsync(path, form, "application/x-www-form-urlencoded", cookies, authorization, ct);

    /// <param name="path">Where to.</param>
    /// <param name="json">The document.</param>
    /// <param name="authorization">Null: none.</param>
    /// <param name="ct">Cancels.</param>
    public Task<Answer> PostJsonAsync(string path, string json, string? authorization, CancellationToken ct) => PostAsync(path, json, "application/json", null, authorization, ct);

    private async Task<Answer> PostAsync(string path, string body, string type, string? cookies, string? authorization, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) };
        return await SendAsync(request, cookies, authorization, ct);
    }

    public static string Form(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var form = new StringBuilder();
        foreach (var (name, value) in fields)
            form.Append(form.Length == 0 ? "" : "&").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return form.ToString();
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer> SendAsync(HttpRequestMessage request, string? cookies, string? authorization, CancellationToken ct)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (cookies is not null)
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await _http.SendAsync(request, ct);
        return new Answer(
            request,
            (int)response.StatusCode,
            response.Headers.NonValidated.TryGetValues("Location", out var location) ? location.ToString() : null,
            response.Headers.TryGetValues("Set-Cookie", out var cookiesSet) ? [.. cookiesSet] : [],
            await response.Content.ReadAsStringAsync(ct));
    }
}
