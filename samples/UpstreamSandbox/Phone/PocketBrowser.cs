using System.Net;
using System.Text.RegularExpressions;

namespace UpstreamSandbox.Phone;

/// <summary>A page that the phone's browser has come to.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Html">The page; empty when <see cref="Left"/>.</param>
/// <param name="Left">The app's own address that a redirect led to (RFC 8252 §7): the browser hands over to the app there.</param>
internal sealed record PocketPage(Uri Address, string Html, Uri? Left);

/// <summary>The browser inside the phone, in which the app lets its holder sign in (RFC 8252 §4): with cookies of its own, so that the phone's session is never that of the computer beside it.</summary>
internal sealed partial class PocketBrowser(HttpClient http, Uri issuer, Uri app)
{
    private const int MostSteps = 12;
    private const string UserAgent = "Mozilla/5.0 (Linux; Android 14; JsHrss Sandbox Phone) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36";

    // The framework's jar keeps Secure cookies from http://localhost, which browsers do not.
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public Task<PocketPage> OpenAsync(Uri address, CancellationToken ct) => GoAsync(new HttpRequestMessage(HttpMethod.Get, address), ct);

    /// <summary>Sends the page's form that has a field of this name, with its hidden fields and these values; null when the page has none.</summary>
    public async Task<PocketPage?> SendFormAsync(PocketPage page, string field, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        if (Forms().Matches(page.Html).FirstOrDefault(form => form.Value.Contains($"name=\"{field}\"", StringComparison.Ordinal)) is not { } found)
            return null;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match input in Inputs().Matches(found.Value))
        {
            if (Attribute(input.Value, "type") == "hidden" && Attribute(input.Value, "name") is { } name)
                fields[name] = Attribute(input.Value, "value") ?? "";
        }

        foreach (var (name, value) in values)
            fields[name] = value;
        var target = new Uri(page.Address, Attribute(found.Value[..found.Value.IndexOf('>', StringComparison.Ordinal)], "action") ?? "");
        var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Origin", issuer.GetLeftPart(UriPartial.Authority));
        return await GoAsync(request, ct);
    }

    /// <summary>What a page says went wrong: its summary, else its heading.</summary>
    public static string Complaint(PocketPage page)
    {
        var summary = Summaries().Match(page.Html);
        var text = summary.Success ? summary.Groups[1].Value : Headings().Match(page.Html).Groups[1].Value;
        var plain = WebUtility.HtmlDecode(Tags().Replace(text, " "));
        return string.Join(' ', plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task<PocketPage> GoAsync(HttpRequestMessage first, CancellationToken ct)
    {
        var request = first;
        for (var step = 0; ; step++)
        {
            var (page, next) = await StepAsync(request, ct);
            if (next is null)
                return page;
            if (next.GetLeftPart(UriPartial.Path) == app.GetLeftPart(UriPartial.Path))
                return page with { Left = next };
            if (step == MostSteps || next.GetLeftPart(UriPartial.Authority) != issuer.GetLeftPart(UriPartial.Authority))
                return new PocketPage(next, "<h1>登录页把手机带到了别处</h1>", null);
            request = new HttpRequestMessage(HttpMethod.Get, next);
        }
    }

    /// <summary>One request; where it redirects to, if it does.</summary>
    private async Task<(PocketPage Page, Uri? Next)> StepAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using (request)
        {
            if (_cookies.Count > 0)
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
            request.Headers.Add("Accept", "text/html");
            request.Headers.Add("Accept-Language", "zh-CN");
            using var response = await http.SendAsync(request, ct);
            Remember(response);
            var here = request.RequestUri!;
            return (int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location
                ? (new PocketPage(here, "", null), new Uri(here, location))
                : (new PocketPage(here, await response.Content.ReadAsStringAsync(ct), null), null);
        }
    }

    private void Remember(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var lines))
            return;
        foreach (var line in lines)
        {
            var pair = line.Split(';', 2);
            var name = pair[0].Split('=', 2);
            if (name.Length < 2)
                continue;
            if (name[1].Length == 0 || line.Contains("max-age=0", StringComparison.OrdinalIgnoreCase) || line.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase))
                _cookies.Remove(name[0]);
            else
                _cookies[name[0]] = name[1];
        }
    }

    private static string? Attribute(string tag, string name) =>
        Attributes().Matches(tag).FirstOrDefault(match => match.Groups[1].Value == name) is { } found ? WebUtility.HtmlDecode(found.Groups[2].Value) : null;

    [GeneratedRegex("<form\\b.*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex Forms();

    [GeneratedRegex("<input\\b[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Inputs();

    [GeneratedRegex("\\b([a-z-]+)=\"([^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Attributes();

    [GeneratedRegex("class=\"summary\".*?<ul>(.*?)</ul>", RegexOptions.Singleline, 1000)]
    private static partial Regex Summaries();

    [GeneratedRegex("<h1[^>]*>(.*?)</h1>", RegexOptions.Singleline, 1000)]
    private static partial Regex Headings();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();
}
