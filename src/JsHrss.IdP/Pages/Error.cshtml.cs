using JsHrss.IdP.Resources;
using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace JsHrss.IdP.Pages;

/// <summary>What <see cref="ErrorPage"/> shows; asked for by its address it is no page.</summary>
internal sealed class ErrorModel(IStringLocalizer<Errors> texts, IOptions<PagesOptions> options) : SitePage
{
    private ErrorNotice notice = ErrorNotice.From(StatusCodes.Status404NotFound);

    public Uri? Hall => options.Value.Hall;

    public ReferenceNumber Reference { get; private set; }

    public string Title => Of("Title");

    public string Text => Of("Text");

    /// <summary>Trying once more is a way on.</summary>
    public bool IsPassing => notice.Status >= 500;

    public string Technical => notice.Technical is { } more ? $"{notice.Code}: {more}" : notice.Code;

    public IActionResult OnGet()
    {
        if (HttpContext.Features.Get<ErrorNotice>() is not { } found || HttpContext.Features.Get<ShownReference>() is not { } shown)
            return new ErrorNoticeResult(notice);
        (notice, Reference) = (found, shown.Number);
        return Page();
    }

    private string Of(string part)
    {
        var known = texts[$"{notice.Code}.{part}"];
        return known.ResourceNotFound ? texts[$"{(notice.Status >= 500 ? "http_500" : "request")}.{part}"] : known;
    }
}
