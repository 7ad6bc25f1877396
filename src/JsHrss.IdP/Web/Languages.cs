using System.Globalization;

namespace JsHrss.IdP.Web;

/// <summary>The two languages of the pages. Chinese is the first; a browser's Accept-Language does not change it, a person or a client does.</summary>
internal static class Languages
{
    public static CultureInfo Chinese { get; } = CultureInfo.GetCultureInfo("zh-CN");

    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en");

    /// <summary>By BCP 47 tag, ours or a regional variant of ours; null: we do not speak it.</summary>
    public static CultureInfo? Find(string tag) => tag.Split('-', 2)[0].ToUpperInvariant() switch
    {
        "ZH" => Chinese,
        "EN" => English,
        _ => null,
    };
}
