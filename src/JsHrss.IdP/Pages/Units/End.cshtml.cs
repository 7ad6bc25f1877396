using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>删除 (R143): asked once more, with what stops at once and what coming back will need; the surname is typed, so that nobody ends the wrong one.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class EndModel(ISignInDesk desk, IUnitDesk units, IMemberDesk members, UnitTexts texts) : MemberPage(desk, units, members, texts)
{
    private const string SurnameWrong = "confirm_surname";

    private readonly IMemberDesk _members = members;

    /// <inheritdoc />
    protected override string Action => "end";

    private readonly UnitTexts _texts = texts;

    /// <summary>What is typed to confirm it: the one letter of the name that is shown. Null: a member who has not confirmed yet is withdrawn without.</summary>
    public string? Surname => Member.State == "pending" ? null : Member.Name.EnumerateRunes().First().ToString();

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, [FromRoute] string member, CancellationToken ct) => await OpenAsync(membership, member, ct) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromRoute] string membership, [FromRoute] string member, [FromForm] int version, [FromForm] string? confirm, CancellationToken ct)
    {
        if (await OpenAsync(membership, member, ct) is { } elsewhere)
            return elsewhere;
        if (!await IsOwnFormAsync())
            return Stale();
        if (Surname is { } surname && confirm?.Trim() != surname)
        {
            Mistakes = [_texts.Mistake(SurnameWrong)];
            return Page();
        }

        return Told(await _members.EndAsync(HttpContext, Target(version), ct), "ended");
    }
}
