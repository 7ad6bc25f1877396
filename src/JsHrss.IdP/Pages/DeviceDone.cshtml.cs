using JsHrss.IdP.Web;

namespace JsHrss.IdP.Pages;

/// <summary>What became of a terminal's request; the person goes back to it (RFC 8628 §3.3). It tells nothing that was not just decided at this browser, and changes nothing.</summary>
internal sealed class DeviceDoneModel(ISignInDesk desk) : SitePage
{
    /// <summary><c>approved</c> or <c>denied</c>.</summary>
    public string Result { get; private set; } = "";

    public bool IsApproved => Result == "approved";

    public async Task OnGetAsync(string result, CancellationToken ct)
    {
        Result = result;
        Person = await desk.CurrentAsync(HttpContext, ct);
    }
}
