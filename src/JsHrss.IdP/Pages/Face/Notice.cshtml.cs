using JsHrss.IdP.Web;

namespace JsHrss.IdP.Pages.Face;

/// <summary>《人脸识别告知同意书》 on a page of its own: to be read before, and found again after.</summary>
internal sealed class NoticeModel(ISignInDesk desk) : SitePage
{
    public async Task OnGetAsync(CancellationToken ct) => Person = await desk.CurrentAsync(HttpContext, ct);
}
