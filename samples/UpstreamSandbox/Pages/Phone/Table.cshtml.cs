using Microsoft.AspNetCore.Mvc.RazorPages;
using UpstreamSandbox.Phone;

namespace UpstreamSandbox.Pages.Phone;

/// <summary>All phones that lie on the table; <c>code</c> waits for one of them to be picked up.</summary>
internal sealed class TableModel(Phones phones) : PageModel
{
    public IReadOnlyList<SimulatedPhone> Phones { get; } = phones.OnTheTable;

    public string? Code { get; private set; }

    /// <summary>A phone that is not on the table yet; null when there are enough.</summary>
    public int? Next => Phones.Count < UpstreamSandbox.Phone.Phones.Most ? Phones[^1].Number + 1 : null;

    public string AddressOf(SimulatedPhone phone) =>
        Code is null ? $"/phone/{phone.Number}" : $"/phone/{phone.Number}/scan?code={Uri.EscapeDataString(Code)}";

    public void OnGet(string? code) => Code = code;
}
