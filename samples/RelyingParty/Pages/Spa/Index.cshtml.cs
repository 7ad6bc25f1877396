using Microsoft.AspNetCore.Mvc.RazorPages;
using RelyingParty.Web;

namespace RelyingParty.Pages.Spa;

/// <summary>A public client: everything happens in the browser, in <c>spa.js</c>.</summary>
[PageNeeds(ScriptThatCallsIssuer = true)]
internal sealed class IndexModel : PageModel;
