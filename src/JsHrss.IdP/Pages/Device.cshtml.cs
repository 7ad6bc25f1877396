using JsHrss.IdP.Web;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace JsHrss.IdP.Pages;

/// <summary>A person enters the code on a terminal's screen, or brings it in the address of a scanned code (RFC 8628 §3.3). Opening the page does nothing; its form only leads on (case QR-11).</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class DeviceModel(ISignInDesk desk, IDeviceVerification devices, IStringLocalizer<Resources.Device> texts) : SitePage
{
    private const int LongestEntry = 64;

    /// <summary>As typed or scanned; null: nothing yet.</summary>
    public string? Entry { get; private set; }

    /// <summary>A whole code came with the address: it only has to be compared.</summary>
    public bool IsScanned { get; private set; }

    public bool IsStale { get; private set; }

    /// <summary>Minutes to wait after too many wrong entries; null: none.</summary>
    public int? Wait { get; private set; }

    public IReadOnlyList<FormMistake> Mistakes { get; private set; } = [];

    /// <inheritdoc />
    public override string Back => "/device";

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "user_code")] string? userCode, CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        // So that wrong entries of this browser are counted from the first.
        BrowserBinding.Ensure(HttpContext);
        // Anything else in the address is not worth showing.
        if (UserCode.Read(userCode) is { } code)
            (Entry, IsScanned) = (code.Shown, true);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? code, CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        Entry = code is { Length: > LongestEntry } ? code[..LongestEntry] : code;
        if (!await IsOwnFormAsync())
        {
            IsStale = true;
            return Page();
        }

        if (string.IsNullOrWhiteSpace(code))
            return Mistaken(texts["Empty"]);
        switch (await devices.BeginAsync(HttpContext, code, ct))
        {
            case EnteredCode.Found found:
                return GoTo(found.Url);
            case EnteredCode.TooMany tooMany:
                Wait = (int)Math.Ceiling(tooMany.Wait.TotalMinutes);
                Response.StatusCode = StatusCodes.Status429TooManyRequests;
                Response.Headers.RetryAfter = Limits.LoadLimits.RetryAfter(tooMany.Wait);
                return Page();
            default:
                return Mistaken(texts["Wrong"]);
        }
    }

    private PageResult Mistaken(string text)
    {
        Mistakes = [new FormMistake("Code", text, null, IsAtField: true)];
        return Page();
    }
}
