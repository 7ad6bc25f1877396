namespace UpstreamSandbox.Web;

/// <summary>A path to go back to that cannot lead to another site.</summary>
internal static class LocalPath
{
    /// <summary>One leading slash, then only what our own paths are made of: no second slash or backslash in front, no control characters, no scheme.</summary>
    public static bool IsSafe(string? path) =>
        path is ['/', ..] and not ['/', '/', ..] && path.Length <= 256 && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '?' or '=' or '&');
}
