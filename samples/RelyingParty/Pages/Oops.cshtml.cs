using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace RelyingParty.Pages;

/// <summary>Every address that does not exist and every fault of ours ends on a page of ours. Re-executed requests keep their method, so both are answered.</summary>
[IgnoreAntiforgeryToken]
internal sealed class OopsModel : PageModel
{
    public bool Missing { get; private set; }

    public void OnGet(int? status) => Missing = status == StatusCodes.Status404NotFound;

    public void OnPost(int? status) => OnGet(status);
}
