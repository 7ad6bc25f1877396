using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UpstreamSandbox.Clock;

namespace UpstreamSandbox.Pages;

/// <summary>Moves the clock of the whole demonstration.</summary>
internal sealed class TimeModel(SandboxClock clock) : PageModel
{
    public bool Bad { get; private set; }

    public static string Words(TimeSpan offset)
    {
        var by = offset.Duration();
        string[] parts = [by.Days > 0 ? $"{by.Days}天" : "", by.Hours > 0 ? $"{by.Hours}小时" : "", by.Minutes > 0 ? $"{by.Minutes}分" : "", by.TotalMinutes < 1 ? $"{by.Seconds}秒" : ""];
        return string.Concat(parts);
    }

    public IActionResult OnPost(int by)
    {
        if (!ModelState.IsValid || Math.Abs((long)by) > SandboxClock.Furthest.TotalSeconds)
            return BadRequest();
        clock.MoveBy(TimeSpan.FromSeconds(by));
        return RedirectToPage();
    }

    public IActionResult OnPostTo(string? moment)
    {
        if (!DateTime.TryParse(moment, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || (local - clock.Local.DateTime).Duration() > SandboxClock.Furthest)
        {
            Bad = true;
            return Page();
        }

        clock.MoveTo(local);
        return RedirectToPage();
    }

    public IActionResult OnPostBack()
    {
        clock.BackToNow();
        return RedirectToPage();
    }
}
