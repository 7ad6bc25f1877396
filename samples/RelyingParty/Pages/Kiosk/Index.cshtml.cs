using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RelyingParty.Hall;
using RelyingParty.Kiosk;
using RelyingParty.OpenId;
using RelyingParty.Web;

namespace RelyingParty.Pages.Kiosk;

/// <summary>A self-service terminal: no keyboard to trust with a password, so its person signs in on their own phone (RFC 8628). It works without script: the page asks for itself again.</summary>
[PageNeeds(Script = true)]
internal sealed class IndexModel(KioskDesk desk, TimeProvider clock) : PageModel
{
    public KioskVisit? Visit { get; private set; }

    public KioskScreen? Screen => Visit?.Screen;

    public bool IsUnreachable { get; private set; }

    /// <summary>Seconds until the page asks again; null: not by itself.</summary>
    public int? AskAgain => Screen switch
    {
        KioskScreen.Waiting => Math.Clamp((int)Math.Ceiling((Visit!.NextPoll - clock.GetUtcNow()).TotalSeconds), 1, 60),
        KioskScreen.SignedIn => Left + 1,
        KioskScreen.Denied or KioskScreen.Over => 30,
        _ => null,
    };

    public int Left => Math.Max(0, (int)Math.Ceiling((Visit!.EndsAt - clock.GetUtcNow()).TotalSeconds));

    public string LeftText => Left >= 60 ? $"约 {(Left + 30) / 60} 分钟" : $"{Left} 秒";

    private JsonObject Claims => Visit?.Claims ?? [];

    public bool IsUnit => Claims.ContainsKey("represents");

    public string Who => Claims.Object("represents") is { } unit
        ? $"{unit.Text("organization_name")}（{Words.Role(unit.Text("role"))}）"
        : "本人" + (Visit?.Name is { } name ? $" {Masks.Name(name)}" : "");

    public string Level => Claims.Text("auth_level") switch
    {
        "real_person" => "实人用户",
        "real_name" => "实名用户",
        _ => "注册用户",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Visit = await desk.CurrentAsync(HttpContext, ct);
        // A refusal or an end is shown for a while, and then the terminal is ready for the next person.
        if (Screen is KioskScreen.Denied or KioskScreen.Over && Visit!.NextPoll.AddSeconds(20) <= clock.GetUtcNow())
        {
            await desk.EndAsync(HttpContext, ct);
            Visit = null;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await desk.BeginAsync(HttpContext, ct))
            return RedirectToPage();
        IsUnreachable = true;
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(CancellationToken ct)
    {
        await desk.EndAsync(HttpContext, ct);
        return RedirectToPage();
    }
}
