using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>撤回申请 (R151): asked once more, then done, over what was seen.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class InstitutionWithdrawModel(ISignInDesk desk, IUnitDesk units, IInstitutionDesk institutions, InstitutionTexts texts, UnitTexts others) : UnitPage(desk, units)
{
    public InstitutionShown Institution { get; private set; } = null!;

    public IReadOnlyList<FormMistake> Mistakes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, [FromRoute] string institution, CancellationToken ct) => await OpenAsync(membership, institution, ct) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromRoute] string membership, [FromRoute] string institution, [FromForm] int version, CancellationToken ct)
    {
        if (await OpenAsync(membership, institution, ct) is { } elsewhere)
            return elsewhere;
        if (!await IsOwnFormAsync())
            return Refused(others.Stale);
        return await institutions.WithdrawAsync(HttpContext, Unit.Membership, Institution.Id, version, ct) switch
        {
            null => GoTo(At("/institutions?done=withdrawn")),
            var refusal => Elsewhere(refusal) ?? Refused(texts.Mistake(refusal)),
        };
    }

    private async Task<IActionResult?> OpenAsync(string membership, string institution, CancellationToken ct)
    {
        if (await EnterAsync(membership, $"/institutions/{institution}/withdraw", ct) is { } elsewhere)
            return elsewhere;
        var (found, refusal) = await institutions.FindAsync(HttpContext, Unit.Membership, institution, ct);
        if (found is null)
            return Elsewhere(refusal!) ?? Missing();
        Institution = found;
        return null;
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Refused(FormMistake mistake)
    {
        Mistakes = [mistake];
        return Page();
    }
}
