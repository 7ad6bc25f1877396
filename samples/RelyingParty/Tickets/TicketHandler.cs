using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using RelyingParty.OpenId;

namespace RelyingParty.Tickets;

/// <summary>Authenticates a request by the ticket number in its path and the browser's ticket cookie, both of which must agree.</summary>
internal sealed class TicketHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    TicketDesk desk,
    FreshTokens fresh) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ticket";
    public const string RouteKey = "n";

    // A handler object serves one request.
    private int? endedElsewhere;
    private NumberedTicket? follower;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!int.TryParse(Request.RouteValues[RouteKey] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return AuthenticateResult.NoResult();
        if (desk.FollowerOf(Context, number) is { } there && there.Ticket.Current.Scheme == TicketPaths.SchemeOf(Request.Path))
        {
            follower = there;
            return AuthenticateResult.Fail("Another ticket took its place.");
        }
        if (desk.EndOf(Context, number) is { } end && end.Scheme == TicketPaths.SchemeOf(Request.Path))
        {
            endedElsewhere = number;
            return AuthenticateResult.Fail("The server ended this session.");
        }
        if (desk.Find(Context, number) is not { } ticket || ticket.Current.Scheme != TicketPaths.SchemeOf(Request.Path))
            return AuthenticateResult.Fail("No such ticket in this browser.");
        if (await fresh.EnsureAsync(ticket, Context.RequestAborted) == Freshness.Ended)
        {
            desk.Close(Context, ticket);
            follower = ticket.IsReplaced ? desk.FollowerOf(Context, ticket) : null;
            return AuthenticateResult.Fail("This ticket is over.");
        }
        Context.Features.Set(new NumberedTicket(number, ticket));
        var identity = new ClaimsIdentity([new Claim("sub", ticket.Current.Subject)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    /// <summary>Where pages of a party start that was switched to.</summary>
    public static string SwitchedTo(NumberedTicket ticket) => ticket.Path + "/?switched=true";

    /// <summary>Says that this sign-in ended, rather than silently starting one: the person may be about to act for somebody else.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Redirect(follower is { } there ? SwitchedTo(there) : $"/ended?client={TicketPaths.SchemeOf(Request.Path)}" + (endedElsewhere is { } number ? string.Create(CultureInfo.InvariantCulture, $"&ticket={number}") : ""));
        return Task.CompletedTask;
    }
}
