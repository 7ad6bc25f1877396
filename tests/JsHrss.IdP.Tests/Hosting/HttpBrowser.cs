using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>A browser without script: keeps cookies (Secure ones on loopback too, as browsers do), follows redirects of one site, fills forms.</summary>
public sealed class HttpBrowser : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>What it says it reads; a program's would be <c>application/json</c>.</summary>
    public string Accept { get; set; } = "text/html";

    /// <summary>Where a proxy says that it comes from; null: nothing is said.</summary>
    public string? From { get; init; }

    /// <summary>One request, no redirect followed.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        return await SendAsync(request);
    }

    /// <summary>One request as given, with the cookies; no redirect followed.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Accept.ParseAdd(Accept);
        if (From is not null)
            request.Headers.Add("X-Forwarded-For", From);
        if (Cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var lines))
        {
            foreach (var line in lines)
                Keep(line);
        }

        return response;
    }

    /// <summary>Goes to an address and follows redirects while they stay at the same origin.</summary>
    public Task<Stop> GoAsync(string url) => FollowAsync(HttpMethod.Get, url, null);

    /// <summary>Submits a form of a page with some fields filled in; everything else as the page gave it.</summary>
    public Task<Stop> SubmitAsync(Stop page, string formSelector, params (string Name, string Value)[] fields)
    {
        var form = page.Document.QuerySelector<IHtmlFormElement>(formSelector) ?? throw new InvalidOperationException($"No form {formSelector} on {page.Url}: {page.Document.Body?.TextContent}");
        var values = form.QuerySelectorAll<IHtmlInputElement>("input[name]")
            .Where(input => input.Type is not ("checkbox" or "radio" or "submit") || input.IsChecked)
            .Select(input => KeyValuePair.Create(input.Name!, input.Value))
            .Where(input => fields.All(field => field.Name != input.Key))
            .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var action = form.GetAttribute("action");
        var target = string.IsNullOrEmpty(action) ? page.Url : new Uri(new Uri(page.Url), action).ToString();
        return FollowAsync(HttpMethod.Post, target, new FormUrlEncodedContent(values));
    }

    public void Dispose() => _http.Dispose();

    private async Task<Stop> FollowAsync(HttpMethod method, string url, HttpContent? content)
    {
        for (var hop = 0; hop < 12; hop++)
        {
            using var response = await SendAsync(method, url, content);
            if (response.StatusCode is not (HttpStatusCode.SeeOther or HttpStatusCode.Found) || response.Headers.Location is not { } location)
                return await Stop.ReadAsync(url, response);
            var next = new Uri(new Uri(url), location);
            if (next.GetLeftPart(UriPartial.Authority) != new Uri(url).GetLeftPart(UriPartial.Authority))
                return new Stop(next.OriginalString, response.StatusCode, "", new HtmlParser().ParseDocument(""));
            (method, url, content) = (HttpMethod.Get, next.ToString(), null);
        }

        throw new InvalidOperationException($"Redirects without end at {url}.");
    }

    private void Keep(string setCookie)
    {
        var pair = setCookie.Split(';')[0].Split('=', 2);
        if (pair[1].Length == 0 || setCookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase))
            Cookies.Remove(pair[0]);
        else
            Cookies[pair[0]] = pair[1];
    }
}

/// <summary>Where a browser came to rest: a page, or the first address outside the site (not fetched).</summary>
public sealed record Stop(string Url, HttpStatusCode Status, string Body, IHtmlDocument Document)
{
    public string Text => string.Join(' ', Document.Body?.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? []);

    /// <summary>A parameter of the address's query.</summary>
    public string? this[string parameter] => System.Web.HttpUtility.ParseQueryString(new Uri(Url).Query)[parameter];

    public static async Task<Stop> ReadAsync(string url, HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        return new Stop(url, response.StatusCode, body, new HtmlParser().ParseDocument(body));
    }
}
