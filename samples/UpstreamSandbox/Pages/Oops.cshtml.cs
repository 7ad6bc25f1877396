using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace UpstreamSandbox.Pages;

/// <summary>Every address that does not exist and every fault ends on a page. Re-executed requests keep their method, so both are answered.</summary>
[IgnoreAntiforgeryToken]
internal sealed class OopsModel : PageModel
{
    public bool Missing { get; private set; }

    public bool Bad { get; private set; }

    public void OnGet(int? status) => (Missing, Bad) = (status == StatusCodes.Status404NotFound, status is >= 400 and < 500);

    public void OnPost(int? status) => OnGet(status);
}
