using Microsoft.AspNetCore.Mvc;
using RelyingParty.Hall;
using RelyingParty.Tickets;
using RelyingParty.Web;

namespace RelyingParty.Pages.Hall;

/// <summary>切换单位: the person's units, and one press to go on for another of them without signing in again.</summary>
internal sealed class UnitsModel(MyUnits units, UnitSwitch switching) : HallPage
{
    /// <summary>Null: they could not be read.</summary>
    public IReadOnlyList<MyUnit>? Units { get; private set; }

    /// <summary>What to say of a switch that did not happen; null: none was tried.</summary>
    public string? Told { get; private set; }

    public bool IsHere(string hint) => Party.Unit is { } unit ? hint == (unit.InstitutionNumber ?? unit.UnitNumber) : hint == UnitSwitch.Self;

    public async Task OnGetAsync(CancellationToken ct) => Units = await units.ListAsync(Ticket, ct);

    public async Task<IActionResult> OnPostAsync(string? unit, CancellationToken ct)
    {
        if (SignInEndpoints.Hint(unit) is not { } hint)
            return BadRequest();
        switch (await switching.ToAsync(HttpContext, Ticket, hint, ct))
        {
            case Switched.To { Ticket: var there }:
                return Redirect(TicketHandler.SwitchedTo(there));
            case Switched.NeedsPerson:
                return Redirect($"{Here.Path}/switch?unit={hint}");
            case Switched.Ended:
                return Redirect("/ended");
            case Switched.Denied:
                Told = "现在不能切换到这个单位：授权可能刚被暂停、删除，或者单位已停用。当前身份不受影响，可以联系该单位的法定代表人或管理员。";
                break;
            default:
                Told = "统一身份认证暂时没有回应，没有切换。当前身份不受影响，请稍后再试。";
                break;
        }
        Units = await units.ListAsync(Ticket, ct);
        return Page();
    }
}
