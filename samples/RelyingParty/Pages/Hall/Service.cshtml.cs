using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RelyingParty.Hall;

namespace RelyingParty.Pages.Hall;

/// <summary>One service: what it needs, what is missing and how to get it, and the filing itself.</summary>
internal sealed class ServiceModel(PresentAuthority authority, TimeProvider time) : HallPage
{
    public Service? Service { get; private set; }

    public IReadOnlyList<Requirement> Requirements { get; private set; } = [];

    public FiledCase? Filed { get; private set; }

    public bool Open => Requirements.All(requirement => requirement.Met);

    public async Task<IActionResult> OnGetAsync(string code, string? filed, CancellationToken ct)
    {
        if (!await ReadAsync(code, ct))
            return NotFound();
        Filed = filed is null ? null : Ticket.Cases.All().FirstOrDefault(one => one.Number == filed && one.ServiceCode == code);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken ct)
    {
        if (!await ReadAsync(code, ct))
            return NotFound();
        // Judged again: between showing the button and pressing it a mandate may end or a sign-in grow old.
        if (!Open)
            return Page();
        var filed = Ticket.Cases.File(Service!, time.GetUtcNow());
        return Redirect($"{Here.Path}/services/{Service!.Code}?filed={filed.Number}");
    }

    private async Task<bool> ReadAsync(string code, CancellationToken ct)
    {
        Service = Services.Find(Party, code);
        if (Service is null)
            return false;
        Requirements = Gate.Judge(Service, await authority.LookAsync(Request, Ticket, [Service], Gate.Submit, ct), time.GetUtcNow());
        return true;
    }
}
