using System.Collections.Immutable;
using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace JsHrss.IdP.Pages.Account;

/// <summary>通行密钥和手机: what the signed-in person has, to add, name, bind and remove. Adding needs script, as the browser's own passkeys do; all else works without.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class PasskeysModel(ISignInDesk desk, IMyPasskeys passkeys, IMyPhones phones, IStringLocalizer<Resources.Passkeys> words, ChinaTime time) : SitePage
{
    private const string Address = "/account/passkeys";

    /// <summary>To here again, with a fresh proof.</summary>
    public const string Prove = $"/sign-in?{AfterSignIn.Parameter}={AfterSignIn.Passkeys}";

    /// <summary>To here again, with the phone.</summary>
    public const string ProveByPhone = $"{SignInQrModel.Path}?tab=person&{AfterSignIn.Parameter}={AfterSignIn.Passkeys}";

    public MyPasskeys Mine { get; private set; } = null!;

    public ImmutableArray<MyPhone> Phones { get; private set; } = [];

    /// <summary>The phone whose end is asked about; null: none.</summary>
    public MyPhone? Ending { get; private set; }

    /// <summary>The one whose name is being changed; null: none.</summary>
    public MyPasskey? Renamed { get; private set; }

    /// <summary>The one whose removal is asked about; null: none.</summary>
    public MyPasskey? Leaving { get; private set; }

    /// <summary>What was just done: <c>added</c>, <c>renamed</c>, <c>bound</c>, <c>removed</c> or <c>ended</c>; null: nothing.</summary>
    public string? Done { get; private set; }

    /// <summary>Why nothing was done, in words.</summary>
    public string? Refusal { get; private set; }

    /// <summary>What is wrong with a new name.</summary>
    public string? NameMistake { get; private set; }

    /// <summary>As typed.</summary>
    public string? Typed { get; private set; }

    /// <inheritdoc />
    public override string Back => Address;

    public async Task<IActionResult> OnGetAsync(string? rename, string? remove, string? end, string? done, CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return GoTo(Prove);
        Renamed = Find(rename);
        Leaving = Find(remove);
        Ending = Phones.FirstOrDefault(one => one.Id == end);
        Done = done is "added" or "renamed" or "bound" or "removed" or "ended" ? done : null;
        return Page();
    }

    /// <summary>For the page's script. 403: the proof has grown old meanwhile, or nobody is signed in any more; the page itself says which.</summary>
    public async Task<IActionResult> OnGetQuestionAsync(CancellationToken ct) =>
        await passkeys.QuestionAsync(HttpContext, ct) is { } question ? Content(question, "application/json") : StatusCode(StatusCodes.Status403Forbidden);

    public async Task<IActionResult> OnPostAsync([FromForm] string? of, [FromForm] string? ticket, [FromForm] string? credential, [FromForm] string? name, CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return GoTo(Prove);
        Typed = name;
        var kept = string.IsNullOrWhiteSpace(name) ? words["Name.Default", time.Now].Value : name;
        return await IsOfThisPersonAsync(of) ? await ToldAsync(await passkeys.EnrolAsync(HttpContext, new PasskeyAnswer(ticket, credential), kept, ct), "added", ct) : Stale();
    }

    public async Task<IActionResult> OnPostRenameAsync([FromForm] string? of, [FromForm] string? id, [FromForm] string? name, CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return GoTo(Prove);
        if (!await IsOfThisPersonAsync(of))
            return Stale();
        (Renamed, Typed) = (Find(id), name);
        return await ToldAsync(await passkeys.RenameAsync(HttpContext, id, name, ct), "renamed", ct);
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] string? of, [FromForm] string? id, CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return GoTo(Prove);
        return await IsOfThisPersonAsync(of) ? await ToldAsync(await passkeys.RemoveAsync(HttpContext, id, ct), "removed", ct) : Stale();
    }

    public async Task<IActionResult> OnPostBindAsync([FromForm] string? of, [FromForm] string? id, CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return GoTo(Prove);
        return await IsOfThisPersonAsync(of) ? await ToldAsync(await passkeys.BindAsync(HttpContext, id, ct), "bound", ct) : Stale();
    }

    public async Task<IActionResult> OnPostEndAsync([FromForm] string? of, [FromForm] string? id, CancellationToken ct)
    {
        if (!await OpenAsync(ct))
            return GoTo(Prove);
        return await IsOfThisPersonAsync(of) ? await ToldAsync(await phones.EndAsync(HttpContext, id, ct), "ended", ct) : Stale();
    }

    private async Task<bool> OpenAsync(CancellationToken ct)
    {
        Person = await desk.CurrentAsync(HttpContext, ct);
        if (Person is null || await passkeys.ListAsync(HttpContext, ct) is not { } mine || await phones.ListAsync(HttpContext, ct) is not { } enrolled)
            return false;
        (Mine, Phones) = (mine, enrolled);
        return true;
    }

    private PageResult Stale()
    {
        Refusal = words["Refused.stale"];
        return Page();
    }

    private async Task<IActionResult> ToldAsync(PasskeyChange? change, string done, CancellationToken ct)
    {
        if (change is null)
            return GoTo(Prove);
        if (change.Refusal is not { } code)
            return GoTo($"{Address}?done={done}");
        var text = words[$"Refused.{code}"] is { ResourceNotFound: false } known ? known.Value : words["Refused"].Value;
        if (code.StartsWith("passkey_name_", StringComparison.Ordinal))
            NameMistake = text;
        else
            Refusal = text;
        return await OpenAsync(ct) ? Page() : GoTo(Prove);
    }

    private MyPasskey? Find(string? id) => Mine.All.FirstOrDefault(one => one.Id == id);
}
