using System.Globalization;
using JsHrss.OpenId.Interaction;

namespace JsHrss.IdP.Web;

/// <summary>The request that waits for this page, found once per request by <see cref="PageSecurity"/>; policy, language and page model all read it here.</summary>
/// <param name="Pending">Null: the URL names none, or none that waits for this browser.</param>
internal sealed record RunningInteraction(PendingInteraction? Pending)
{
    /// <summary>Query parameter that names it.</summary>
    public const string Parameter = "interaction";

    /// <summary>The first of the request's <c>ui_locales</c> that we speak (OpenID Connect Core §3.1.2.1); null: none.</summary>
    public CultureInfo? Wish => Pending?.Request.UiLocales.Select(Languages.Find).FirstOrDefault(found => found is not null);

    public static RunningInteraction Of(HttpContext browser) => browser.Features.Get<RunningInteraction>() ?? new RunningInteraction((PendingInteraction?)null);
}
