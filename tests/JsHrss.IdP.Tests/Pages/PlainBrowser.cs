using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>A browser without script that stops at every answer, to look at its status and headers.</summary>
internal sealed class PlainBrowser(Uri address) : IDisposable
{
    private readonly HttpBrowser browser = new();

    public Dictionary<string, string> Cookies => browser.Cookies;

    public string Accept
    {
        get => browser.Accept;
        set => browser.Accept = value;
    }

    public Task<HttpResponseMessage> GetAsync(string url) => SendAsync(HttpMethod.Get, url);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string url) => browser.SendAsync(method, new Uri(address, url).ToString());

    /// <summary>A request with an address of this site and a body of any kind.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.RequestUri = new Uri(address, request.RequestUri!);
        return browser.SendAsync(request);
    }

    public async Task<IHtmlDocument> PageAsync(string url) => await ReadAsync(await GetAsync(url));

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage response) => await new HtmlParser().ParseDocumentAsync(await TextAsync(response));

    public static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>Opens the page and posts its form with these fields, hidden ones included.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string url, params (string Name, string Value)[] fields)
    {
        var form = (await PageAsync(url)).QuerySelector("main form")!;
        var hidden = form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().Select(input => (Name: input.Name!, input.Value));
        return await PostAsync(form.GetAttribute("action")!, [.. hidden, .. fields]);
    }

    /// <summary>Posts these fields and nothing else.</summary>
    public async Task<HttpResponseMessage> PostAsync(string url, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        return await browser.SendAsync(HttpMethod.Post, new Uri(address, url).ToString(), content);
    }

    public void Dispose() => browser.Dispose();
}
