using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Web.Units;

/// <summary>403 for what a member may not do. Whoever tried it by a post did so on purpose, and that is written down as it is for the API; an address that is merely opened is not.</summary>
internal sealed class RefusedTry(IUnitDesk units, string membership, string code) : ActionResult
{
    /// <inheritdoc />
    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var browser = context.HttpContext;
        if (HttpMethods.IsPost(browser.Request.Method))
            await units.NoteRefusedAsync(browser, membership, code, browser.RequestAborted);
        await new ErrorNoticeResult(new(StatusCodes.Status403Forbidden, code, null)).ExecuteResultAsync(context);
    }
}
