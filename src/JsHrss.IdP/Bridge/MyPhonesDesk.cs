using System.Collections.Immutable;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Identifiers;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Bridge;

/// <summary>The enrolled phones of the person who is signed in, over the domain's use case.</summary>
internal sealed class MyPhonesDesk(IAppKeyStore keys, EndAppKey end, BrowserSession sessions) : IMyPhones
{
    public async ValueTask<ImmutableArray<MyPhone>?> ListAsync(HttpContext browser, CancellationToken ct) => await sessions.OwnAsync(browser, ct) is { } standing
        ? [.. (await keys.ListAsync(standing.Person.Id, ct)).Select((key, index) => new MyPhone(key.Id.ToString(), index + 1, key.EnrolledAt, key.UsedAt))]
        : null;

    public async ValueTask<PasskeyChange?> EndAsync(HttpContext browser, string? id, CancellationToken ct)
    {
        if (await sessions.OwnAsync(browser, ct) is not { } standing)
            return null;
        if (AppKeyId.Read(id) is not { } key)
            return new PasskeyChange(AppKeyErrors.Unknown);
        var ended = await end.HandleAsync(standing, key, HttpRequestOrigin.Of(browser), ct);
        BrowserSession.Forget(browser);
        if (ended.IsOk && await sessions.CurrentAsync(browser, isUse: true, ct) is null)
            HallSessionEnding.Clear(browser);
        return new PasskeyChange(ended.Code);
    }
}
