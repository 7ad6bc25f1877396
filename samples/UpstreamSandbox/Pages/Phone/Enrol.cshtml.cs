using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using UpstreamSandbox.Phone;

namespace UpstreamSandbox.Pages.Phone;

/// <summary>启用本机: the notice with its empty box, then the face (docs/app-api.md).</summary>
internal sealed class EnrolModel(Phones phones, AppApi api) : PhonePage(phones)
{
    /// <summary>Null: it cannot be read now; <see cref="PhonePage.Problem"/> says why.</summary>
    public ListedNotice? Notice { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(null, ct);

    /// <summary>Agrees to exactly the text that was shown: a newer one is shown first.</summary>
    public async Task<IActionResult> OnPostAsync(bool agree, string? document, int version, string? digest, CancellationToken ct)
    {
        if (!ModelState.IsValid || document is not { Length: <= 40 } || digest is not { Length: <= 64 })
            return BadRequest();
        if (!agree)
            return await ShowAsync("not_agreed", ct);
        var answer = await api.PostAsync(Phone, "/face-checks", new JsonObject
        {
            ["purpose"] = "app_key",
            ["consent"] = new JsonObject { ["document"] = document, ["version"] = version, ["digest"] = digest },
        }, ct);
        return answer.IsOk && ListedFaceCheck.Read(answer.Body) is { } check ? LocalRedirect($"{Home}/face/{Uri.EscapeDataString(check.Id)}") : await ShowAsync(answer.Remedy is "real_name" ? "real_name" : answer.Code, ct);
    }

    private async Task<IActionResult> ShowAsync(string? problem, CancellationToken ct)
    {
        if (Phone.Tokens is null)
            return ToHome("signed_out");
        var answer = await api.GetAsync(Phone, "/face-notice", ct);
        if (Phone.Tokens is null)
            return ToHome("signed_out");
        Notice = answer.IsOk ? ListedNotice.Read(answer.Body) : null;
        Problem = problem ?? (Notice is null ? answer.IsOk ? "unreadable" : answer.Code : null);
        return Page();
    }
}
