using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace JsHrss.IdP.Web;

/// <summary>
/// 405 for a method a page has no handler for (case HT-10), under the name of a handler that the address gives: the framework would draw the page with nothing behind it. Asked before the
/// antiforgery check, which would answer 400 to whatever is no GET.
/// </summary>
internal sealed class KnownMethodsOnly : IAuthorizationFilter, IOrderedFilter
{
    /// <inheritdoc />
    /// <remarks>The antiforgery check stands at 1000.</remarks>
    public int Order => 0;

    /// <inheritdoc />
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (context.ActionDescriptor is not CompiledPageActionDescriptor page)
            throw new InvalidOperationException("Only pages know their methods.");
        var browser = context.HttpContext;
        // As the framework looks for it: one without a name takes any.
        var named = context.RouteData.Values["handler"]?.ToString() is { Length: > 0 } ofRoute ? ofRoute : browser.Request.Query["handler"].ToString();
        string[] known = [.. page.HandlerMethods.Where(handler => string.IsNullOrEmpty(handler.Name) || handler.Name.Equals(named, StringComparison.OrdinalIgnoreCase)).Select(handler => handler.HttpMethod.ToUpperInvariant()).Distinct()];
        // Who asks for the head alone asks for the page (RFC 9110 §9.3.2).
        if (known.Contains(HttpMethods.IsHead(browser.Request.Method) ? HttpMethods.Get : browser.Request.Method))
            return;
        browser.Response.Headers.Allow = string.Join(", ", known);
        context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
    }
}
