using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Web;

/// <summary>What a page needs beyond the strict default.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PageNeedsAttribute : Attribute
{
    /// <summary>Runs a script file of ours that talks to nobody.</summary>
    public bool Script { get; init; }

    /// <summary>Runs a script file of ours that talks to the issuer.</summary>
    public bool ScriptThatCallsIssuer { get; init; }

    /// <summary>Holds a form that signs out.</summary>
    public bool FormThatLeadsToIssuer { get; init; }
}

/// <summary>Security headers, one policy per page: no page may do more than it needs.</summary>
internal sealed class PageSecurity(RequestDelegate next, IssuerAddress issuer)
{
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PolicyFor(context);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Mvc.RazorPages.PageActionDescriptor>() is not null)
            headers.CacheControl = "no-cache, no-store";
        return next(context);
    }

    private string PolicyFor(HttpContext context)
    {
        var needs = context.GetEndpoint()?.Metadata.GetMetadata<PageNeedsAttribute>();
        var script = needs is { ScriptThatCallsIssuer: true } ? $" script-src 'self'; connect-src {issuer.Origin};" : needs is { Script: true } ? " script-src 'self';" : "";
        // Signing out posts to us and is then redirected to the issuer; Chromium holds the redirect against form-action.
        var form = context.Features.Get<NumberedTicket>() is null && needs is not { FormThatLeadsToIssuer: true } ? "'self'" : $"'self' {issuer.Origin}";
        return $"default-src 'none';{script} style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action {form}";
    }
}
