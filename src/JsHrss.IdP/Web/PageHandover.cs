using Microsoft.AspNetCore.Mvc.RazorPages;

namespace JsHrss.IdP.Web;

/// <summary>Lets a page of ours write the answer to a request that had another address.</summary>
internal sealed class PageHandover(EndpointDataSource endpoints)
{
    /// <summary>Runs it as an endpoint of its own, as if it had been asked for by GET.</summary>
    /// <param name="browser">Whose request.</param>
    /// <param name="page">View engine path, for instance <c>/Error</c>.</param>
    public Task ToAsync(HttpContext browser, string page)
    {
        var endpoint = endpoints.Endpoints.Single(one => one.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath == page);
        PageSecurity.Speak(browser);
        browser.Request.Method = HttpMethods.Get;
        browser.Request.RouteValues = new RouteValueDictionary { ["page"] = page };
        browser.SetEndpoint(endpoint);
        return endpoint.RequestDelegate!(browser);
    }
}
