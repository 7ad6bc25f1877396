using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.Tests.Hosting;

/// <summary>Keeps cookies as Chromium does on http://localhost: <c>Secure</c> counts as satisfied on loopback, which .NET's own jar does not know.</summary>
internal sealed class BrowserJar(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly ConcurrentDictionary<string, string> _cookies = [];

    private string Header => string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    /// <summary>A request of this browser as a page of the host sees it.</summary>
    public HttpContext Present()
    {
        var browser = new DefaultHttpContext();
        browser.Request.Headers.Cookie = Header;
        return browser;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!_cookies.IsEmpty && !request.Headers.Contains("Cookie"))
            request.Headers.Add("Cookie", Header);
        var response = await base.SendAsync(request, cancellationToken);
        Keep(response.Headers.TryGetValues("Set-Cookie", out var values) ? values : []);
        return response;
    }

    /// <summary>Takes the cookies that a page of the host set.</summary>
    public void Take(HttpContext browser) => Keep(browser.Response.Headers.SetCookie.OfType<string>());

    private void Keep(IEnumerable<string> cookies)
    {
        foreach (var set in cookies)
        {
            var pair = set.Split(';')[0];
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            _cookies[pair[..equals]] = pair[(equals + 1)..];
        }
    }
}
