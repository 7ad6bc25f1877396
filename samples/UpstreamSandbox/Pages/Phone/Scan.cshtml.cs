using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UpstreamSandbox.Phone;

namespace UpstreamSandbox.Pages.Phone;

/// <summary>Reads a code: by the camera, from what was pasted, or from the link beside it. Only asks what it is; nothing is confirmed here.</summary>
internal sealed class ScanModel(Phones phones, MobileApp app, AppApi api) : PhonePage(phones)
{
    public string? Code { get; private set; }

    public Task<IActionResult> OnGetAsync(string? code, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(code) ? Task.FromResult<IActionResult>(Phone.Tokens is null ? ToHome() : Page()) : ReadAsync(code, ct);

    public Task<IActionResult> OnPostAsync(string? code, CancellationToken ct) => ReadAsync(code ?? "", ct);

    private async Task<IActionResult> ReadAsync(string text, CancellationToken ct)
    {
        Code = text.Length > 4096 ? "" : text;
        if (string.IsNullOrWhiteSpace(text))
            return Say("empty");
        switch (ScannedText.Read(text, app.Issuer, new Uri($"{Request.Scheme}://{Request.Host}")))
        {
            case ScannedText.FaceCheck face:
                return LocalRedirect(face.LocalAddress);
            case ScannedText.ForTheApp ours when Phone.Tokens is not null:
                var answer = await api.PostAsync(Phone, "/scan", new JsonObject { ["code"] = ours.Code }, ct);
                if (Phone.Tokens is null)
                    return ToHome("signed_out");
                if (answer.IsOk && ListedFaceCheck.Read(answer.Body) is { } check)
                    return LocalRedirect($"{Home}/face/{Uri.EscapeDataString(check.Id)}");
                if (answer.IsOk && WaitingRequest.Read(answer.Body) is { } request)
                    return LocalRedirect($"{Home}/request/{Uri.EscapeDataString(request.Id)}");
                return Say(answer.IsOk ? "unreadable" : answer.Code);
            case ScannedText.ForTheApp:
                return ToHome("signed_out");
            default:
                return Say("not_ours");
        }
    }

    private PageResult Say(string code)
    {
        Problem = code;
        return Page();
    }
}
