using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>A browser without script. Keeps cookies by itself: .NET's jar drops Secure ones on http, browsers keep them on loopback.</summary>
internal sealed class PlainBrowser(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    public Dictionary<string, string> Cookies { get; } = [];

    public string Accept { get; set; } = "text/html";

    public Task<HttpResponseMessage> GetAsync(string url) => SendAsync(new HttpRequestMessage(HttpMethod.Get, url));

    public async Task<IHtmlDocument> PageAsync(string url) => await ReadAsync(await GetAsync(url));

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) => await new HtmlParser().ParseDocumentAsync(await TextAsync(response));

    public static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>Opens the page and posts its form with these fields filled in, hidden ones included.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string url, params (string Name, string Value)[] fields)
    {
        var form = (await PageAsync(url)).QuerySelector("main form")!;
        var values = form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().Select(input => (Name: input.Name!, input.Value)).Concat(fields);
        return await PostAsync(form.GetAttribute("action")!, [.. values]);
    }

    public Task<HttpResponseMessage> PostAsync(string url, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(fields.Select(one => KeyValuePair.Create(one.Name, one.Value))) });

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("Accept", Accept);
        if (Cookies.Count > 0)
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(one => $"{one.Key}={one.Value}")));
        var response = await http.SendAsync(request);
        foreach (var line in response.Headers.TryGetValues("Set-Cookie", out var lines) ? lines : [])
        {
            var pair = line.Split(';')[0].Split('=', 2);
            Cookies[pair[0]] = pair[1];
        }

        return response;
    }

    public void Dispose() => http.Dispose();
}
