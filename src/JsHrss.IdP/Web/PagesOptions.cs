using System.ComponentModel.DataAnnotations;

namespace JsHrss.IdP.Web;

/// <summary>Configuration section <c>Pages</c>.</summary>
internal sealed class PagesOptions : IValidatableObject
{
    public const string Section = "Pages";

    /// <summary>Start page of the service hall, where a person who is stuck goes back to. Null: no such link is drawn.</summary>
    public Uri? Hall { get; set; }

    /// <summary>Where 江苏智慧人社APP is downloaded. Null: no download code is drawn, and the page names the app stores.</summary>
    public Uri? App { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Hall is { } hall && (!hall.IsAbsoluteUri || (hall.Scheme != Uri.UriSchemeHttps && hall.Scheme != Uri.UriSchemeHttp)))
            yield return new ValidationResult("Pages:Hall must be an absolute http or https address, for instance https://hall.example.cn/.");
        // Scanned by any camera and opened by any browser: it must not look like a code for signing in, whose path is /qr/.
        if (App is { } app && (!app.IsAbsoluteUri || app.Scheme != Uri.UriSchemeHttps || app.AbsolutePath.StartsWith("/qr/", StringComparison.OrdinalIgnoreCase)))
            yield return new ValidationResult("Pages:App must be an absolute https address whose path does not begin with /qr/, for instance https://app.example.cn/download.");
    }
}
