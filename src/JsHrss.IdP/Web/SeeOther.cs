using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Web;

/// <summary>303: the browser goes on by GET and never posts a password again (case AZ-14, RFC 9700 §4.12).</summary>
/// <param name="url">A path of ours, or what the engine gave.</param>
internal sealed class SeeOther(string url) : ActionResult
{
    /// <inheritdoc />
    public override void ExecuteResult(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = url;
    }
}
