using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace JsHrss.IdP.Web;

/// <summary>What every page shows around its own content.</summary>
internal abstract class SitePage : PageModel
{
    /// <summary>Who is signed in, for the band under the header; null: no band.</summary>
    public SignedInPerson? Person { get; protected set; }

    /// <summary>The unit acted for, for the band; null: oneself, or not settled.</summary>
    public ContextOption? Acting { get; protected set; }

    /// <summary>Colour of the identity: <c>as-self</c> or <c>as-unit</c>.</summary>
    public virtual string Tone => Acting is { IsSelf: false } ? "as-unit" : "as-self";

    /// <summary>Where the display settings come back to.</summary>
    public virtual string Back => HttpMethods.IsGet(Request.Method) || RouteData.Values["page"] is not "/Error" ? $"{Request.Path}{Request.QueryString}" : "/";

    protected static SeeOther GoTo(string url) => new(url);

    /// <summary>
    /// Whether this post comes from a form of ours. Pages that ask it re-show themselves filled: a token may have died because another tab
    /// signed in, and a 400 would only confuse. They do nothing else then (case RT-20).
    /// </summary>
    protected Task<bool> IsOwnFormAsync() => HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(HttpContext);

    /// <summary>The same, from a page that was shown to the person who is signed in now: somebody else may have signed in at this browser since (case RT-16).</summary>
    /// <param name="of">The mark that the form carries.</param>
    protected async Task<bool> IsOfThisPersonAsync(string? of) => (of ?? "") == Person!.Mark && await IsOwnFormAsync();
}
