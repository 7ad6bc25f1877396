using Microsoft.AspNetCore.Mvc.RazorPages;

namespace RelyingParty.Pages.UnitDesk;

/// <summary>A client that is registered for units alone.</summary>
internal sealed class IndexModel : PageModel;
