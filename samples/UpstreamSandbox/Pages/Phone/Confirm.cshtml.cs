using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using UpstreamSandbox.Clock;
using UpstreamSandbox.Phone;

namespace UpstreamSandbox.Pages.Phone;

/// <summary>Shows one request and asks for a decision; the app's key signs what was shown.</summary>
internal sealed class ConfirmModel(Phones phones, AppApi api, SandboxClock clock) : PhonePage(phones)
{
    /// <summary>Null: it is over, or not ours; <see cref="PhonePage.Problem"/> says which.</summary>
    public WaitingRequest? Waiting { get; private set; }

    /// <summary>The identity, when there is but one to use; with several nothing is preselected.</summary>
    public OfferedContext? Only => Waiting is { Contexts: [{ Refused: null } only] } ? only : null;

    public Task OnGetAsync(string id, CancellationToken ct) => LoadAsync(id, ct);

    public async Task<IActionResult> OnPostAsync(string id, string? decision, string? context, string? shown, string? kind, CancellationToken ct)
    {
        if (decision == "deny")
        {
            var refused = await api.PostAsync(Phone, Path(id) + "/deny", new JsonObject { ["reason"] = "not_me" }, ct);
            return refused.IsOk ? ToHome("denied") : await SayAsync(id, refused, ct);
        }

        if (decision != "confirm" || shown is not { Length: > 0 and <= 65536 })
            return BadRequest();
        if (string.IsNullOrEmpty(context))
            return await SayAsync(id, new ApiAnswer(400, new JsonObject { ["code"] = "nothing_chosen" }), ct);
        var confirmed = await api.PostAsync(Phone, Path(id) + "/confirm", new JsonObject
        {
            ["context"] = context,
            ["signature"] = Approval.Sign(Phone.Key, id, AsShown(shown), context, clock.GetUtcNow()),
        }, ct);
        return confirmed.IsOk ? ToHome(kind == "device" ? "approved" : "confirmed") : await SayAsync(id, confirmed, ct);
    }

    /// <summary>Browsers send line breaks of a form as CR LF; the text that was shown has LF alone.</summary>
    private static string AsShown(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string Path(string id) => "/requests/" + Uri.EscapeDataString(id);

    private async Task<IActionResult> SayAsync(string id, ApiAnswer answer, CancellationToken ct)
    {
        if (Phone.Tokens is null)
            return ToHome("signed_out");
        await LoadAsync(id, ct);
        Problem = answer is { Code: "context_refused", Reason: { Length: > 0 and < 40 } reason } ? PhoneWords.ContextRefused + reason : answer.Code;
        if (answer.Code is "request_over" or "qr_expired")
            Waiting = null;
        return Page();
    }

    private async Task LoadAsync(string id, CancellationToken ct)
    {
        var answer = await api.GetAsync(Phone, Path(id), ct);
        Waiting = answer.IsOk && WaitingRequest.Read(answer.Body) is { IsOver: false } waiting ? waiting : null;
        Problem = answer.IsOk ? null : answer.Code;
    }
}
