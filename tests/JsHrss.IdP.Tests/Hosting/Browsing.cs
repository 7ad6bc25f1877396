using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>
/// How a journey comes to a page: until it is read and its scripts ran. What is done there waits for what it needs; for the last picture nobody waits, since a page was seen to say for a minute
/// that it is loading, with the network idle.
/// </summary>
internal static class Browsing
{
    /// <summary>Goes to an address.</summary>
    public static Task<IResponse?> OpenAsync(this IPage page, string url) => page.GotoAsync(url, new() { WaitUntil = WaitUntilState.DOMContentLoaded });

    /// <summary>Waits until it stands at an address, to which something led that was pressed.</summary>
    public static Task ReachAsync(this IPage page, string url) => page.WaitForURLAsync(url, new() { WaitUntil = WaitUntilState.DOMContentLoaded });

    /// <summary>The same, by its form.</summary>
    public static Task ReachAsync(this IPage page, Regex url) => page.WaitForURLAsync(url, new() { WaitUntil = WaitUntilState.DOMContentLoaded });

    /// <summary>The same, by a condition.</summary>
    public static Task ReachAsync(this IPage page, Func<string, bool> url) => page.WaitForURLAsync(url, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
}
