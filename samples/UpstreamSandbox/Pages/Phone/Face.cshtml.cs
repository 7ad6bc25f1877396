using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UpstreamSandbox.Phone;

namespace UpstreamSandbox.Pages.Phone;

/// <summary>人脸识别 in the app: begun on this phone, or at a computer whose code it scanned.</summary>
internal sealed class FaceModel(Phones phones, AppApi api, PhoneCamera camera) : PhonePage(phones)
{
    private const string AppKey = "app_key";

    public ListedFaceCheck? Check { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => await LoadAsync(id, ct) ? Page() : ToHome("signed_out");

    /// <param name="membership">The membership that the check is for, whose page goes on with it.</param>
    public async Task<IActionResult> OnPostAsync(string id, string? outcome, string? membership, CancellationToken ct)
    {
        if (outcome is not ("passed" or "failed" or "expired"))
            return BadRequest();
        if (!await LoadAsync(id, ct))
            return ToHome("signed_out");
        if (Check is not { IsOpen: true } check)
            return Page();
        // Nobody looks into the camera: nothing is sent, and the ten minutes go by.
        if (outcome == "expired")
            return ToHome("face_left");
        var (assertion, problem) = await camera.LookAsync(Phone, new Uri($"{Request.Scheme}://{Request.Host}"), check, outcome == "passed", ct);
        if (assertion is null)
            return Say(problem!);
        var answer = await api.PostAsync(Phone, Path(id) + "/result", new JsonObject { ["assertion"] = assertion }, ct);
        if (!answer.IsOk || ListedFaceCheck.Read(answer.Body) is not { } decided)
            return Phone.Tokens is null ? ToHome("signed_out") : Say(answer.IsOk ? "unreadable" : answer.Code);
        if (decided.State == "passed" && membership is { Length: > 0 and <= 40 } && decided.Purpose is "confirm_membership" or "membership_password")
            return LocalRedirect($"{Home}/membership/{Uri.EscapeDataString(membership)}?face={Uri.EscapeDataString(id)}");
        if (decided.State != "passed" || decided.Purpose != AppKey)
            return ToHome(decided.State == "passed" ? "face_passed" : "face_failed");
        var enrolled = await api.PostAsync(Phone, "/key/enrol", new JsonObject { ["face_check"] = id }, ct);
        return ToHome(enrolled.IsOk ? "enrolled" : Phone.Tokens is null ? "signed_out" : enrolled.Code);
    }

    private static string Path(string id) => "/face-checks/" + Uri.EscapeDataString(id);

    private PageResult Say(string code)
    {
        Problem = code;
        return Page();
    }

    /// <summary>False: nobody is signed in any more.</summary>
    private async Task<bool> LoadAsync(string id, CancellationToken ct)
    {
        if (Phone.Tokens is null)
            return false;
        var answer = await api.GetAsync(Phone, Path(id), ct);
        Check = answer.IsOk ? ListedFaceCheck.Read(answer.Body) : null;
        Problem = answer.IsOk ? null : answer.Code;
        return Phone.Tokens is not null;
    }
}
