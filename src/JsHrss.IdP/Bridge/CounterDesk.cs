using JsHrss.Accounts.CounterSlips;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Bridge;

/// <summary>Slips for the counter, over the domain's use case.</summary>
internal sealed class CounterDesk(IssueCounterSlip issue, BrowserSession sessions) : ICounterDesk
{
    public async ValueTask<PrintedSlip?> CurrentAsync(HttpContext browser, CancellationToken ct) =>
        await sessions.OwnAsync(browser, ct) is { } standing ? Printed(standing.Person, await issue.CurrentAsync(standing.Person.Id, CounterPurpose.RealPerson, ct)) : null;

    public async ValueTask<PrintedSlip?> IssueAsync(HttpContext browser, CancellationToken ct) =>
        await sessions.OwnAsync(browser, ct) is { } standing
            ? Printed(standing.Person, await issue.HandleAsync(standing.Person.Id, CounterPurpose.RealPerson, HttpRequestOrigin.Of(browser), ct))
            : null;

    private static PrintedSlip Printed(PersonStanding person, CounterSlip? slip)
    {
        var profile = person.Profile.Value;
        return new PrintedSlip(slip?.Number.Spaced, profile.Name.ToString(), profile.Document.Type.Code(), profile.Document.Number.ToString(), slip?.IssuedAt ?? default, slip?.ValidUntil ?? default);
    }
}
