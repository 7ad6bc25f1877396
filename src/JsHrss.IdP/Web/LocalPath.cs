using System.Diagnostics.CodeAnalysis;

namespace JsHrss.IdP.Web;

/// <summary>A path of this site that came back from the browser.</summary>
internal static class LocalPath
{
    /// <summary>
    /// True for an absolute path with optional query in plain ASCII. Browsers drop tab and newline and read a backslash as a slash, so that
    /// <c>/\evil</c>, <c>//evil</c> and <c>/%09/evil</c> written raw lead elsewhere (case AZ-22); only what no browser can read otherwise is taken.
    /// </summary>
    public static bool IsSafe([NotNullWhen(true)] string? path) =>
        path is ['/', ..] and not ['/', '/', ..] && path.Length <= 2048 && path.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 && !path.Contains('\\', StringComparison.Ordinal);
}
