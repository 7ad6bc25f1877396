using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UpstreamSandbox.Web;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.Pages;

/// <summary>What is here, and the switches' one address.</summary>
internal sealed class IndexModel(Moods moods, DataFolder folder) : PageModel
{
    public string Here => $"{Request.Scheme}://{Request.Host}";

    public string PathOf(string file) => folder.PathOf(file);

    public IActionResult OnPostMood(string? upstream, Mood mood, string? back) =>
        ModelState.IsValid && upstream is not null && moods.Choose(upstream, mood) ? LocalRedirect(LocalPath.IsSafe(back) ? back! : "/") : BadRequest();
}
