using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UpstreamSandbox.Phone;

namespace UpstreamSandbox.Pages.Phone;

/// <summary>"Open on the phone", the link beside a code: the one phone that somebody is signed in to scans it; of several one is chosen.</summary>
internal sealed class OpenOnPhoneModel(Phones phones) : PageModel
{
    public IActionResult OnGet(string? code)
    {
        var text = Uri.EscapeDataString(code ?? "");
        return phones.OnTheTable.Where(phone => phone.Tokens is not null).ToArray() is [var only]
            ? LocalRedirect($"/phone/{only.Number}/scan?code={text}")
            : LocalRedirect($"/phone?code={text}");
    }
}
