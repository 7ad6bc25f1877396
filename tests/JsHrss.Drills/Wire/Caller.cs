using System.Text;
using JsHrss.Drills.Load;

namespace JsHrss.Drills.Wire;

/// <summary>Sends requests to one address of this machine and notes each in the tally. It never sends one twice by itself.</summary>
internal sealed class Caller : IDisposable
{
    private readonly HttpClient _http;
    private readonly Tally _tally;

    public Caller(Uri address, Tally tally, TimeSpan? patience = null)
    {
        if (!address.IsLoopback)
            throw new InvalidOperationException("Only a site of this machine is ever drilled.");
        _tally = tally;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null })
        {
            BaseAddress = address,
            Timeout = patience ?? TimeSpan.FromSeconds(20),
        };
    }

    public Task<Reply> GetAsync(string what, string path, string? cookies = null, string? authorization = null) =>
        SendAsync(what, new HttpRequestMessage(HttpMethod.Get, path), cookies, authorization);

    public Task<Reply> PostAsync(string what, string path, (string Name, string Value)[] form, string? cookies = null, string? authorization = null) =>
        SendAsync(what, new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(Encode(form), Encoding.UTF8, "application/x-www-form-urlencoded") }, cookies, authorization);

    public static string Encode(IEnumerable<(string Name, string Value)> pairs) => string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}"));

    public void Dispose() => _http.Dispose();

    private async Task<Reply> SendAsync(string what, HttpRequestMessage request, string? cookies, string? authorization)
    {
        using var sent = request;
        sent.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) JsHrss.Drills");
        if (cookies is not null)
            sent.Headers.TryAddWithoutValidation("Cookie", cookies);
        if (authorization is not null)
            sent.Headers.TryAddWithoutValidation("Authorization", authorization);
        var at = _tally.Now;
        Reply reply;
        try
        {
            using var answer = await _http.SendAsync(sent);
            reply = new Reply(
                (int)answer.StatusCode,
                answer.Headers.NonValidated.TryGetValues("Location", out var location) ? location.ToString() : null,
                answer.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set.Select(one => one.Split(';')[0])] : [],
                await answer.Content.ReadAsStringAsync(),
                answer.Headers.RetryAfter is not null,
                at,
                _tally.Now - at,
                null);
        }
        catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException or IOException)
        {
            reply = new Reply(0, null, [], "", false, at, _tally.Now - at, failed is TaskCanceledException ? "no answer in time" : "connection lost");
        }

        _tally.Note(what, reply);
        return reply;
    }
}
