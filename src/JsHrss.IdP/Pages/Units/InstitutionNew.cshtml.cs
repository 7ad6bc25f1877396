using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Pages.Units;

/// <summary>「单位开通机构账户」 (R151): applied for here, decided by the department. What is wrong is told at its field, and what was typed stays.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class InstitutionNewModel(ISignInDesk desk, IUnitDesk units, IInstitutionDesk institutions, InstitutionTexts texts, UnitTexts others) : UnitPage(desk, units)
{
    [BindProperty] public string? Name { get; set; }

    [BindProperty] public string? BusinessLine { get; set; }

    public IReadOnlyList<FormMistake> Mistakes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync([FromRoute] string membership, CancellationToken ct) => await OpenAsync(membership, ct) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromRoute] string membership, CancellationToken ct)
    {
        if (await OpenAsync(membership, ct) is { } elsewhere)
            return elsewhere;
        if (!await IsOwnFormAsync())
            return Refused(others.Stale);
        return await institutions.ApplyAsync(HttpContext, Unit.Membership, Name, BusinessLine, ct) switch
        {
            null => GoTo(At("/institutions?done=applied")),
            var refusal => Elsewhere(refusal) ?? Refused(texts.Mistake(refusal)),
        };
    }

    private async Task<IActionResult?> OpenAsync(string membership, CancellationToken ct) =>
        await EnterAsync(membership, "/institutions/new", ct) ?? (Unit.KeepsInstitutions ? null : Unit.Barred is null ? Forbidden(Accounts.Institutions.InstitutionErrors.NotPermitted) : GoTo(At()));

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Refused(FormMistake mistake)
    {
        Mistakes = [mistake];
        return Page();
    }
}
