using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace JsHrss.IdP.Pages;

/// <summary>下载江苏智慧人社APP: a page of its own with a code of its own, which neither looks nor reads like the one for signing in (R10).</summary>
internal sealed class AppDownloadModel(IOptions<PagesOptions> options) : SitePage
{
    public Uri? App => options.Value.App;

    public PageResult OnGet() => Page();
}
