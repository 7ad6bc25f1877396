using Microsoft.AspNetCore.Mvc.RazorPages;
using RelyingParty.Hall;
using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Pages;

/// <summary>A sign-in that did not complete: what happened, what is safe, what to do next.</summary>
internal sealed class SignInFailedModel : PageModel
{
    public FailureText Text { get; private set; } = FailureText.For(SignInFailure.Invalid);

    public string Code { get; private set; } = SignInFailure.Invalid;

    public string ClientName { get; private set; } = TicketPaths.Hall;

    /// <summary>Where a new attempt starts.</summary>
    public string Again => ClientName == TicketPaths.Hall ? "/#signin" : $"/{ClientName}";

    public void OnGet(string? error, string? client)
    {
        // Anybody can write this address by hand: only codes we know are repeated on the page.
        Code = FailureText.IsKnown(error) ? error! : SignInFailure.Invalid;
        Text = FailureText.For(Code);
        ClientName = TicketPaths.Known(client);
    }
}
