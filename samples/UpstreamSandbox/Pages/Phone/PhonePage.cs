using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UpstreamSandbox.Phone;

namespace UpstreamSandbox.Pages.Phone;

/// <summary>A page on the screen of one phone.</summary>
internal abstract class PhonePage(Phones phones) : PageModel
{
    /// <summary>The phone in one's hand; set before any handler runs.</summary>
    public SimulatedPhone Phone { get; private set; } = null!;

    /// <summary>A code for <see cref="PhoneWords"/>; null: nothing is wrong.</summary>
    public string? Problem { get; protected set; }

    public string Home => $"/phone/{Phone.Number}";

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (int.TryParse((string?)RouteData.Values["n"], out var number) && phones[number] is { } phone)
        {
            Phone = phone;
            ViewData["Phone"] = number;
        }
        else
        {
            context.Result = NotFound();
        }
    }

    /// <summary>Back to the phone's first screen, with something to say.</summary>
    protected IActionResult ToHome(string? code = null) => LocalRedirect(code is null ? Home : $"{Home}?say={code}");
}
