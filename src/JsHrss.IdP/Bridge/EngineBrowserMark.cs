using JsHrss.IdP.Challenges;
using JsHrss.OpenId.Interaction;

namespace JsHrss.IdP.Bridge;

/// <summary>The engine binds interactions to a browser by a secret in a cookie; challenges are bound by the same one.</summary>
internal sealed class EngineBrowserMark : IBrowserMark
{
    public string Ensure(HttpContext browser) => BrowserBinding.Ensure(browser);

    public bool IsOf(HttpContext browser, string mark) => BrowserBinding.IsSame(browser, mark);
}
