using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UpstreamSandbox.Sms;

namespace UpstreamSandbox.Pages;

/// <summary>The inbox, whole or of one number.</summary>
internal sealed class SmsModel(SmsInbox inbox) : PageModel
{
    public string? To { get; private set; }

    public IReadOnlyList<Message> Messages { get; private set; } = [];

    public void OnGet(string? to)
    {
        To = to is { Length: 11 } && to.All(char.IsAsciiDigit) ? to : null;
        Messages = [.. inbox.Newest.Where(message => To is null || message.To == To)];
    }

    public IActionResult OnPost()
    {
        inbox.Clear();
        return RedirectToPage();
    }
}
