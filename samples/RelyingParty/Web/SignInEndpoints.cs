using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using RelyingParty.Hall;
using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Web;

/// <summary>The ways a sign-in starts. Each is a top-level navigation, so that the identity provider sees its own session cookie.</summary>
internal static class SignInEndpoints
{
    // Both ways of signing in are open to everybody on the sign-in page, whichever button was pressed here; so both are asked for.
    private const string HallScope = "openid profile phone unit items";

    /// <summary><c>/signin/person</c>, <c>/signin/unit?unit=…</c>: the button decides what is shown first.</summary>
    public static IResult Start(HttpContext context, TicketDesk desk, string @as, string? unit, string? to)
    {
        if (@as is not ("person" or "unit"))
            return Results.NotFound();
        var hint = Hint(unit);
        // Whoever is signed in here already and asks again wants to be somebody else beside it: the chooser must be shown.
        var another = hint is null && desk.All(context).Any(held => held.Ticket.Current.Scheme == TicketPaths.Hall);
        return Challenge(TicketPaths.Hall, new SignInRequest
        {
            Scope = HallScope,
            Tab = @as,
            UnitHint = hint,
            Prompt = another ? "select_account" : null,
            Destination = Safe(to),
        });
    }

    /// <summary>切换办事身份: asks the identity provider to show its chooser again.</summary>
    public static IResult Switch(ClaimsPrincipal _) =>
        Challenge(TicketPaths.Hall, new SignInRequest { Scope = HallScope, Prompt = "select_account" });

    /// <summary>Signs in again for the same party: recently enough, or at a higher level.</summary>
    public static IResult Again(HttpContext context, string? to, string? level)
    {
        var party = context.Here().Ticket.Party;
        return Challenge(TicketPaths.Hall, new SignInRequest
        {
            Scope = HallScope,
            UnitHint = party.Unit is { } unit ? unit.Hint : "self",
            MaxAge = level is null ? TimeSpan.FromMinutes(5) : null,
            EssentialAcr = level switch { null => null, "live" => Party.Live, _ => "urn:jshrss:acr:realperson" },
            Destination = Safe(to),
        });
    }

    public static IResult StartPartner() => Challenge(TicketPaths.Partner, new SignInRequest { Scope = "openid profile phone" });

    public static IResult StartUnitDesk() => Challenge(TicketPaths.UnitDesk, new SignInRequest { Scope = "openid profile unit items" });

    private static IResult Challenge(string scheme, SignInRequest request) =>
        Results.Challenge(request.ToProperties(), [scheme]);

    private static string Safe(string? path) => LocalPath.IsSafe(path) ? path! : "/";

    private static string? Hint(string? unit) =>
        unit is { Length: > 0 and <= 18 } && unit.All(char.IsAsciiLetterOrDigit) ? unit : null;
}
