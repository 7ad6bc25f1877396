using Microsoft.AspNetCore.Mvc.RazorPages;

namespace UpstreamSandbox.Web;

/// <summary>Security headers. The camera is for the simulated phone alone, and only for this site.</summary>
internal sealed class PageSecurity(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = context.Request.Path.StartsWithSegments("/phone", StringComparison.Ordinal) ? "camera=(self)" : "camera=()";
        if (context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            headers.CacheControl = "no-cache, no-store";
        return next(context);
    }
}
