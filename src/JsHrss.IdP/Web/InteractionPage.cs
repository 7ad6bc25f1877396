using JsHrss.OpenId.Interaction;
using Microsoft.AspNetCore.Mvc.Filters;

namespace JsHrss.IdP.Web;

/// <summary>A page of a waiting request: without one it is an error page. Everything about the request comes from the store, nothing from the form (case AZ-12).</summary>
internal abstract class InteractionPage : SitePage
{
    public PendingInteraction Pending { get; private set; } = null!;

    /// <summary>Who asks, as registered.</summary>
    public string ClientName => Pending.Request.Client.Name;

    /// <inheritdoc />
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (RunningInteraction.Of(HttpContext).Pending is { } pending)
            Pending = pending;
        else
            context.Result = new ErrorNoticeResult(new(StatusCodes.Status400BadRequest, ErrorNotice.InteractionGone, null));
    }

    /// <summary>The address of another page of the same request.</summary>
    public string Sibling(string page, string further = "") => $"/{page}?{RunningInteraction.Parameter}={Uri.EscapeDataString(Pending.Handle)}{further}";
}
