using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Web;

/// <summary>The ways a sign-in starts. Each is a top-level navigation, so that the identity provider sees its own session cookie.</summary>
internal static class SignInEndpoints
{
    private const string PersonScope = "openid profile phone address";
    private const string UnitScope = "openid profile phone unit items";

    /// <summary><c>/signin/person</c>, <c>/signin/unit?unit=…</c>. Without <c>unit</c> in the scope a sign-in is for oneself.</summary>
    public static IResult Start(string @as, string? unit, string? to) => @as switch
    {
        "person" => Challenge(TicketPaths.Hall, new SignInRequest { Scope = PersonScope, Destination = Safe(to) }),
        "unit" => Challenge(TicketPaths.Hall, new SignInRequest { Scope = UnitScope, UnitHint = Hint(unit), Destination = Safe(to) }),
        _ => Results.NotFound(),
    };

    /// <summary>切换办事身份: asks the identity provider to show its chooser again.</summary>
    public static IResult Switch(ClaimsPrincipal _) =>
        Challenge(TicketPaths.Hall, new SignInRequest { Scope = UnitScope, Prompt = "select_account" });

    /// <summary>Signs in again for the same party: recently enough, or at a higher level.</summary>
    public static IResult Again(HttpContext context, string? to, string? level)
    {
        var party = context.Here().Ticket.Party;
        return Challenge(TicketPaths.Hall, new SignInRequest
        {
            Scope = party.IsUnit ? UnitScope : PersonScope,
            UnitHint = party.Unit?.CreditCode,
            MaxAge = level is null ? TimeSpan.FromMinutes(5) : null,
            EssentialAcr = level is null ? null : "urn:jshrss:acr:realperson",
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
