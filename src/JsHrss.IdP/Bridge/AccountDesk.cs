using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.People;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Bridge;

/// <summary>账户信息 for its page.</summary>
internal sealed class AccountDesk(BrowserSession sessions, ILevelEvidence evidence, TimeProvider clock) : IAccountDesk
{
    public async ValueTask<MyAccountShown?> ShowAsync(HttpContext browser, CancellationToken ct)
    {
        if (await sessions.OwnAsync(browser, ct) is not { } standing)
            return null;
        var (person, profile) = (standing.Person, standing.Person.Profile.Value);
        var all = await evidence.OfAsync(person.Id, ct);
        var real = all.LastOrDefault(one => one.Level == AssuranceLevel.RealPerson);
        return new MyAccountShown(
            profile.Name.ToString(),
            profile.Document.Type.Code(),
            profile.Document.Number.ToString(),
            profile.Phone?.ToString(),
            person.LevelAt(clock.GetUtcNow()).Word(),
            all.LastOrDefault(one => one.Level == AssuranceLevel.RealName)?.At,
            real?.At,
            real is { Method: AssuranceMethod.Counter } ? "counter" : real?.Source,
            person.RealPersonUntil);
    }
}
