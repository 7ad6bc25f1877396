using System.ComponentModel.DataAnnotations;

namespace JsHrss.IdP.Web;

/// <summary>Configuration section <c>Pages</c>.</summary>
internal sealed class PagesOptions : IValidatableObject
{
    public const string Section = "Pages";

    /// <summary>Start page of the service hall, where a person who is stuck goes back to. Null: no such link is drawn.</summary>
    public Uri? Hall { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Hall is { } hall && (!hall.IsAbsoluteUri || (hall.Scheme != Uri.UriSchemeHttps && hall.Scheme != Uri.UriSchemeHttp)))
            yield return new ValidationResult("Pages:Hall must be an absolute http or https address, for instance https://hall.example.cn/.");
    }
}
