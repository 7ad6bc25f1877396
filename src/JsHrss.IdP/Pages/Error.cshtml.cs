using JsHrss.IdP.Clients;
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

    /// <summary>Where the person came from, or the hall; null: neither is known.</summary>
    public string? Return => notice.Client?.HostMembers.GetValueOrDefault(HostMember.InitiateLoginUri) ?? options.Value.Hall?.AbsoluteUri;

    /// <summary>Name of the client to go back to; null: the hall.</summary>
    public string? ReturnName => notice.Client is { } client && client.HostMembers.ContainsKey(HostMember.InitiateLoginUri) ? client.Name : null;

    /// <summary>Who wanted to sign out is offered that first.</summary>
    public bool IsSignOut => notice.IsSignOut;

    public ReferenceNumber Reference { get; private set; }

    public string Title => Of("Title");

    public string Text => Of("Text");

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
        var matter = IsSignOut ? "sign_out." : "";
        var known = texts[$"{matter}{notice.Code}.{part}"];
        return known.ResourceNotFound ? texts[$"{(notice.Status >= 500 ? "http_500" : $"{matter}request")}.{part}"] : known;
    }
}
