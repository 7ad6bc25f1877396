using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using UpstreamSandbox.Phone;

namespace UpstreamSandbox.Pages.Phone;

/// <summary>One membership: consent, face, password. Confirms an invitation (R135), or sets a forgotten password anew (R114).</summary>
internal sealed class MembershipModel(Phones phones, AppApi api) : PhonePage(phones)
{
    /// <summary>Null: none of the holder's; <see cref="PhonePage.Problem"/> says why.</summary>
    public ListedMembership? One { get; private set; }

    /// <summary>To be read and agreed to before the face; null: there is nothing to be done, or the face check is passed.</summary>
    public ListedNotice? Notice { get; private set; }

    /// <summary>A passed face check, to be spent with the password.</summary>
    public string? Face { get; private set; }

    /// <summary><c>confirmed</c> or <c>password</c>: it is done.</summary>
    public string? Done { get; private set; }

    public Task<IActionResult> OnGetAsync(string id, string? face, string? done, CancellationToken ct)
    {
        Done = done is "confirmed" or "password" ? done : null;
        return ShowAsync(id, face, null, ct);
    }

    /// <summary>Agrees to exactly the text that was shown, and opens a face check for this membership.</summary>
    public async Task<IActionResult> OnPostFaceAsync(string id, bool agree, string? document, int version, string? digest, CancellationToken ct)
    {
        if (!ModelState.IsValid || document is not { Length: <= 40 } || digest is not { Length: <= 64 })
            return BadRequest();
        if (!agree)
            return await ShowAsync(id, null, "not_agreed", ct);
        if (!await LoadAsync(id, ct) || One?.Purpose is not { } purpose)
            return await ShowAsync(id, null, null, ct);
        var answer = await api.PostAsync(Phone, "/face-checks", new JsonObject
        {
            ["purpose"] = purpose,
            ["membership"] = id,
            ["consent"] = new JsonObject { ["document"] = document, ["version"] = version, ["digest"] = digest },
        }, ct);
        return answer.IsOk && ListedFaceCheck.Read(answer.Body) is { } check
            ? LocalRedirect($"{Home}/face/{Uri.EscapeDataString(check.Id)}?membership={Uri.EscapeDataString(id)}")
            : await ShowAsync(id, null, answer.Remedy is "real_name" ? "real_name" : answer.Code, ct);
    }

    public async Task<IActionResult> OnPostPasswordAsync(string id, string? face, string? password, string? again, CancellationToken ct)
    {
        if (face is not { Length: > 0 and <= 40 } || password is not { Length: > 0 and <= 64 } || again is not { Length: <= 64 })
            return BadRequest();
        if (password != again)
            return await ShowAsync(id, face, "password_differs", ct);
        if (!await LoadAsync(id, ct) || One is not { } one)
            return await ShowAsync(id, null, null, ct);
        var answer = await api.PostAsync(Phone, $"/memberships/{Uri.EscapeDataString(id)}/{(one.IsInvited ? "confirm" : "password")}", new JsonObject { ["face_check"] = face, ["password"] = password }, ct);
        if (answer.IsOk)
            return LocalRedirect($"{Home}/membership/{Uri.EscapeDataString(id)}?done={(one.IsInvited ? "confirmed" : "password")}");
        // What was said of the password leaves the face check as it is; after anything else it begins anew.
        return await ShowAsync(id, answer.Code.StartsWith("password_", StringComparison.Ordinal) || answer.Status is 0 or 503 ? face : null, answer.Code, ct);
    }

    private async Task<IActionResult> ShowAsync(string id, string? face, string? problem, CancellationToken ct)
    {
        var isOurs = await LoadAsync(id, ct);
        if (Phone.Tokens is null)
            return ToHome("signed_out");
        Problem = problem ?? Problem;
        if (!isOurs || Done is not null || One?.Purpose is null)
            return Page();
        if (face is not null && await api.GetAsync(Phone, "/face-checks/" + Uri.EscapeDataString(face), ct) is { IsOk: true } found && ListedFaceCheck.Read(found.Body) is { State: "passed" } check && check.Purpose == One.Purpose)
        {
            Face = face;
            return Page();
        }

        var notice = await api.GetAsync(Phone, "/face-notice", ct);
        Notice = notice.IsOk ? ListedNotice.Read(notice.Body) : null;
        Problem ??= Notice is null ? notice.Code : null;
        return Page();
    }

    /// <summary>False: it is none of the holder's, or cannot be read now.</summary>
    private async Task<bool> LoadAsync(string id, CancellationToken ct)
    {
        if (One is not null)
            return true;
        if (Phone.Tokens is null)
            return false;
        var answer = await api.GetAsync(Phone, "/memberships", ct);
        if (answer is { IsOk: true, Body: JsonArray list })
            One = list.OfType<JsonObject>().Select(ListedMembership.Read).FirstOrDefault(one => one.Id == id);
        else
            Problem = answer.Code;
        return One is not null;
    }
}
