using System.Globalization;
using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>经办人管理: 开通须知 once (R130), then the three cards (R131), M10, and a card for each member with what may be done to it (R138).</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class MembersModel(ISignInDesk desk, IUnitDesk units, IMemberDesk members, UnitTexts texts) : GovernedPage(desk, units, members)
{
    private readonly IMemberDesk _members = members;

    public IReadOnlyList<FormMistake> Mistakes { get; private set; } = [];

    /// <summary>What was just done; null: nothing.</summary>
    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, string? done, CancellationToken ct)
    {
        Done = done is "added" or "ended" or "renewed" or "role" or "items" or "replaced" or "terms" ? done : null;
        return await EnterMembersAsync(membership, "", ct) ?? Page();
    }

    /// <summary>「同意开通」, to the version that was read.</summary>
    public async Task<IActionResult> OnPostAsync([FromRoute] string membership, [FromForm] string? terms, CancellationToken ct)
    {
        if (await EnterMembersAsync(membership, "", ct) is { } elsewhere)
            return elsewhere;
        if (!await IsOwnFormAsync())
            return Told(texts.Stale);
        var version = int.TryParse(terms, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        return await _members.AcceptAsync(HttpContext, Of, version, ct) switch
        {
            null => GoTo(AtMembers("?done=terms")),
            var refusal => Elsewhere(refusal) ?? Told(texts.Mistake(refusal)),
        };
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Told(FormMistake mistake)
    {
        Mistakes = [mistake];
        return Page();
    }
}
