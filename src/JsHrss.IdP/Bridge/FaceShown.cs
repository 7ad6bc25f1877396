using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.IdP.Hosting;
using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.Extensions.Localization;

namespace JsHrss.IdP.Bridge;

/// <summary>
/// What the phone tells its holder of the browser in which a face check was begun: where, for whom it acts, what a pass opens to it, and two digits to compare.
/// A code that somebody else shows them is noticed by it (case QR-02).
/// </summary>
internal static class FaceShown
{
    private const string Pairing = "pairing";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(HttpContext browser, SessionStanding standing, DateTimeOffset now)
    {
        var words = browser.RequestServices.GetRequiredService<IStringLocalizer<Resources.Qr>>();
        var pending = RunningInteraction.Of(browser).Pending;
        var address = ClientAddress.Of(browser).Text;
        var acting = UnitOf(standing, SessionContext.Read(pending?.Context?.Value), pending is null ? browser.Request : null, now);
        var unit = acting is null ? null : AppHolderView.NameOf(acting);
        var reach = unit is null ? words["FaceReach"].Value : words["FaceReach.Unit", unit].Value;
        return new JsonObject
        {
            [Pairing] = RandomNumberGenerator.GetInt32(100).ToString("00", CultureInfo.InvariantCulture),
            ["site"] = words["Site"].Value,
            ["client"] = pending?.Request.Client.Name ?? words["Own"].Value,
            ["as"] = unit is null ? "person" : "unit",
            ["unit"] = unit,
            ["reach"] = OpensMore(standing, acting) ? reach + words["FaceReach.Units"].Value : reach,
            ["place"] = browser.RequestServices.GetRequiredService<KnownPlaces>().NameOf(address),
            ["address"] = KnownPlaces.Masked(address),
            ["device"] = DeviceWords.Of(browser.Request.Headers.UserAgent.ToString()),
            ["at"] = now.ToOffset(JsHrss.Accounts.ChinaTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        }.ToJsonString(Plain);
    }

    /// <summary>The two digits; null: the channel's prompt is not ours to write.</summary>
    public static string? PairingOf(FacePrompt prompt) => prompt.Shown is { } shown ? JsonNode.Parse(shown)?[Pairing]?.GetValue<string>() : null;

    /// <summary>The unit this browser acts for: as settled for the request that waits, the one of the page of ours that asks, or the one it signed in to and nothing else. Null: for oneself.</summary>
    private static UnitStanding? UnitOf(SessionStanding standing, SessionContext? settled, HttpRequest? own, DateTimeOffset now) => settled is { } context
        ? standing.UnitOf(context)
        : own is not null && AfterSignIn.WordOf(own) is { } word && UnitPlace.IsWord(word) && MembershipId.Read(UnitPlace.MembershipOf(word)) is { } asking && standing.UnitOf(new SessionContext(asking)) is { } unit ? unit
        : Reach.OpensSelf(standing, now) ? null : standing.Units.FirstOrDefault(unit => standing.Session.Proofs.Any(proof => proof.Membership == unit.Membership));

    /// <summary>Whether a pass counts for further units: those that the session opens once the account is that of a real person.</summary>
    private static bool OpensMore(SessionStanding standing, UnitStanding? acting) => standing.Units.Any(unit =>
        unit.Membership != acting?.Membership && standing.Session.Proofs.Any(proof => Reach.Opens(proof, AssuranceLevel.RealPerson, unit)));
}
