using System.Globalization;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using RelyingParty.Hall;
using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Web;

/// <summary>The ways a sign-in starts. Each is a top-level navigation, so that the identity provider sees its own session cookie.</summary>
internal static partial class SignInEndpoints
{
    // Both ways of signing in are open to everybody on the sign-in page, whichever button was pressed here; so both are asked for.
    private const string HallScope = "openid profile phone address unit items";

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

    /// <summary>切换办事身份: asks the identity provider to show its chooser again; with a unit, for what is missing to go on for that one (<see cref="UnitSwitch"/>).</summary>
    public static IResult Switch(ClaimsPrincipal _, string? unit) =>
        Challenge(TicketPaths.Hall, Hint(unit) is { } hint ? new SignInRequest { Scope = HallScope, UnitHint = hint } : new SignInRequest { Scope = HallScope, Prompt = "select_account" });

    /// <summary><c>/start</c>: where the identity provider's links begin (OpenID Connect Core §4). Leads back to where the person was, with tokens of this moment.</summary>
    public static IResult Initiate(HttpContext context, TicketDesk desk, IssuerAddress issuer, string? iss, [FromQuery(Name = "target_link_uri")] string? target)
    {
        if (iss != issuer.Issuer)
            return Results.Redirect("/");
        var path = TargetPath(context.Request, target);
        if (TicketPath().Match(path) is not { Success: true } match)
            return Results.Redirect(path);
        // A ticket's page: signed in again for whom that ticket acts, which leads to the same number.
        var party = int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? desk.Find(context, number)?.Party : null;
        return Challenge(TicketPaths.Hall, new SignInRequest
        {
            Scope = HallScope,
            UnitHint = party is null ? null : party.Unit is { } unit ? unit.Hint : UnitSwitch.Self,
            Destination = match.Groups[2].Value is { Length: > 0 } rest ? rest : "/",
        });
    }

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

    /// <summary>A third party asks for one business item, and for nothing else (RFC 9396).</summary>
    public static IResult StartAgency(string? item) => AgencyItems.Find(item) is { } wanted
        ? Challenge(TicketPaths.Agency, new SignInRequest { Scope = "openid unit", Details = wanted.Details })
        : Results.NotFound();

    public static IResult StartUnitDesk() => Challenge(TicketPaths.UnitDesk, new SignInRequest { Scope = "openid profile unit items" });

    private static IResult Challenge(string scheme, SignInRequest request) =>
        Results.Challenge(request.ToProperties(), [scheme]);

    private static string Safe(string? path) => LocalPath.IsSafe(path) ? path! : "/";

    /// <summary>A target at another origin is no target of ours: the start page instead of an open redirect.</summary>
    private static string TargetPath(HttpRequest request, string? target)
    {
        var origin = $"{request.Scheme}://{request.Host}";
        return target is not null && target.StartsWith(origin + "/", StringComparison.Ordinal) ? Safe(target[origin.Length..]) : "/";
    }

    [GeneratedRegex("^/s/([0-9]{1,9})(/.*)?$", RegexOptions.None, 1000)]
    private static partial Regex TicketPath();

    /// <summary>What may name a unit; null for everything else.</summary>
    public static string? Hint(string? unit) =>
        unit is { Length: > 0 and <= 18 } && unit.All(char.IsAsciiLetterOrDigit) ? unit : null;
}
