using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>更新期限 (R142): one that is over serves again, without a new confirmation.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class RenewModel(ISignInDesk desk, IUnitDesk units, IMemberDesk members, UnitTexts texts, FormDraft drafts, TimeProvider clock) : MemberPage(desk, units, members, texts)
{
    private readonly IMemberDesk _members = members;

    private readonly UnitTexts _texts = texts;

    private string? _start;

    private string? _end;

    /// <summary>The two days of the form.</summary>
    public PeriodTyped Period => new(_start, _end, Mistakes);

    /// <inheritdoc />
    protected override string Action => "renew";

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, [FromRoute] string member, CancellationToken ct)
    {
        if (await OpenAsync(membership, member, ct) is { } elsewhere)
            return elsewhere;
        var kept = drafts.Read(HttpContext, Place);
        // From the first day there was, or today where that was long ago: the last day is for the person to say.
        var today = Accounts.ChinaTime.DayOf(clock.GetUtcNow());
        _start = kept?.GetValueOrDefault("Start") ?? PeriodTyped.Text(Member.State == "expired" ? today : Member.Start);
        _end = kept?.GetValueOrDefault("End") ?? (Member.State == "expired" ? null : PeriodTyped.Text(Member.End));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string membership, [FromRoute] string member, [FromForm] int version, [FromForm] string? start, [FromForm] string? end, CancellationToken ct)
    {
        if (await OpenAsync(membership, member, ct) is { } elsewhere)
            return elsewhere;
        (_start, _end) = (start, end);
        if (!await IsOwnFormAsync())
            return Kept(Stale());
        Mistakes = [.. PeriodTyped.Unreadable(start, end).Select(_texts.Mistake)];
        if (Mistakes.Count > 0)
            return Kept(Page());
        TypedDay.TryRead(start, out var first);
        TypedDay.TryRead(end, out var last);
        var refusal = await _members.RenewAsync(HttpContext, Target(version), first, last, ct);
        if (refusal is null)
            FormDraft.Delete(HttpContext);
        return Kept(Told(refusal, "renewed"));
    }

    /// <summary>Where the person shows first who they are, what was typed waits.</summary>
    private IActionResult Kept(IActionResult answer)
    {
        if (NeedsProof)
            IsKept = drafts.Keep(HttpContext, Place, new Dictionary<string, string> { ["Start"] = _start ?? "", ["End"] = _end ?? "" });
        return answer;
    }
}
