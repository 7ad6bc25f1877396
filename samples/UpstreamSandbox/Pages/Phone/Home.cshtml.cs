using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using UpstreamSandbox.Phone;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.Pages.Phone;

/// <summary>The app's first screen: signing in, or what waits.</summary>
internal sealed class HomeModel(Phones phones, MobileApp app, AppApi api) : PhonePage(phones)
{
    public string? SignInProblem { get; private set; }

    public string? Done { get; private set; }

    public IReadOnlyList<WaitingRequest> Waiting { get; private set; } = [];

    public IReadOnlyList<ListedMembership> Memberships { get; private set; } = [];

    /// <summary>Whether this phone's key is bound to its holder's face; null: not known.</summary>
    public bool? Enrolled { get; private set; }

    /// <summary>Whether a face check would enrol it: the server says so.</summary>
    public bool CanEnrol { get; private set; }

    public async Task OnGetAsync(string? say, CancellationToken ct)
    {
        (Done, Problem) = say switch
        {
            null => (null, null),
            "confirmed" => ("已确认登录，电脑会自动进入。", null),
            "approved" => ("已确认，自助机会自动进入。用完请在自助机上退出。", null),
            "denied" => ("已拒绝。本次没有登录，您的账号是安全的。", null),
            "enrolled" => ("本机已启用。现在可以用它扫码，以单位身份登录。", null),
            "face_passed" => ("刷脸通过，电脑会自动继续。", null),
            _ => ((string?)null, say),
        };
        if (Phone.Tokens is not null)
            await LoadAsync(ct);
    }

    /// <summary>How many requests wait, for the script that looks from time to time.</summary>
    public async Task<IActionResult> OnGetWaitingAsync(CancellationToken ct) =>
        Content(Phone.Tokens is not null && await api.GetAsync(Phone, "/requests", ct) is { IsOk: true, Body: JsonArray list } ? list.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) : "");

    public async Task<IActionResult> OnPostSignInAsync(string? account, string? password, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(account) || account.Length > 60 || password is { Length: > 200 })
            return BadRequest();
        SignInProblem = await app.SignInAsync(Phone, account.Trim(), string.IsNullOrEmpty(password) ? DemoHolders.Password : password, ct);
        return SignInProblem is null ? ToHome() : Page();
    }

    public async Task<IActionResult> OnPostSignOutAsync(CancellationToken ct)
    {
        await app.SignOutAsync(Phone, ct);
        return ToHome();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var waiting = await api.GetAsync(Phone, "/requests", ct);
        if (!waiting.IsOk)
        {
            Problem ??= waiting.Code;
            return;
        }

        Waiting = [.. (waiting.Body as JsonArray ?? []).Select(WaitingRequest.Read).OfType<WaitingRequest>()];
        if (await api.GetAsync(Phone, "/memberships", ct) is { IsOk: true, Body: JsonArray memberships })
            Memberships = [.. memberships.OfType<JsonObject>().Select(ListedMembership.Read)];
        if (await api.GetAsync(Phone, "/key", ct) is { IsOk: true, Body: JsonObject key } && key["enrolled"] is JsonValue enrolled && enrolled.TryGetValue<bool>(out var isEnrolled))
            (Enrolled, CanEnrol) = (isEnrolled, Jose.Text(key, "remedy") == "enrol_key");
    }
}
