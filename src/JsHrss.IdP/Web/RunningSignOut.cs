using System.Globalization;
using JsHrss.OpenId.EndSession;

namespace JsHrss.IdP.Web;

/// <summary>The sign-out that the sign-out page is about, found once per request by <see cref="PageSecurity"/>; policy, language and page model all read it here.</summary>
/// <param name="Pending">What a relying party asked for, else what the person may end by themselves.</param>
/// <param name="IsDead">A relying party's request was named that is unknown, expired, done, or another browser's (case AZ-21): nothing of it is used.</param>
internal sealed record RunningSignOut(PendingSignOut Pending, bool IsDead)
{
    /// <summary>View engine path of the page it belongs to.</summary>
    public const string Page = "/SignOut";

    /// <summary>The first of the request's <c>ui_locales</c> that we speak (RP-Initiated Logout §2); null: none.</summary>
    public CultureInfo? Wish => Pending.UiLocales.Select(Languages.Find).FirstOrDefault(found => found is not null);

    /// <summary>Of this request; null on every other page.</summary>
    public static RunningSignOut? Of(HttpContext browser) => browser.Features.Get<RunningSignOut>();

    public static async ValueTask<RunningSignOut> FindAsync(HttpContext browser, ISignOuts signOuts, CancellationToken ct)
    {
        var named = browser.Request.Query[RunningInteraction.Parameter];
        if (named is [{ Length: > 0 } handle] && await signOuts.FindAsync(browser, handle, ct) is { } asked)
            return new RunningSignOut(asked, false);
        var own = await signOuts.FindAsync(browser, null, ct) ?? throw new InvalidOperationException("What a person may end by themselves was not found.");
        return new RunningSignOut(own, named.Count > 0);
    }
}
