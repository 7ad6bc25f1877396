using System.Globalization;
using JsHrss.IdP.Resources;
using Microsoft.Extensions.Localization;

namespace JsHrss.IdP.Web;

/// <summary>Instants and days as people in China read them: constant +08:00, in the language of the page.</summary>
internal sealed class ChinaTime(TimeProvider clock, IStringLocalizer<Shared> texts)
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The instant now, to the second.</summary>
    public string Now => Text(clock.GetUtcNow(), "Format.Second");

    /// <summary>For instance 22:40, or with its day when that is not today.</summary>
    public string Soon(DateTimeOffset instant) =>
        Text(instant, instant.ToOffset(Offset).Date == clock.GetUtcNow().ToOffset(Offset).Date ? "Format.Time" : "Format.DayTime");

    /// <summary>For instance 2026年11月20日 22:40.</summary>
    public string Minute(DateTimeOffset instant) => Text(instant, "Format.Minute");

    /// <summary>For instance 2026年11月20日.</summary>
    public string Day(DateOnly day) => day.ToString(texts["Format.Day"], CultureInfo.CurrentCulture);

    private string Text(DateTimeOffset instant, string format) => instant.ToOffset(Offset).ToString(texts[format], CultureInfo.CurrentCulture);
}
