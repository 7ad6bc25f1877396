using Microsoft.AspNetCore.Mvc.RazorPages;

namespace RelyingParty.Pages.Agency;

/// <summary>A third party that acts for units, one business item at a time.</summary>
internal sealed class IndexModel : PageModel;
