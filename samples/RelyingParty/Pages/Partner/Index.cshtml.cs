using Microsoft.AspNetCore.Mvc.RazorPages;

namespace RelyingParty.Pages.Partner;

/// <summary>A third party's page: it gets what the person agrees to, and nothing else.</summary>
internal sealed class IndexModel : PageModel;
