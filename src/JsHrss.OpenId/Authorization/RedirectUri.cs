using System.Collections.Frozen;
using System.Globalization;

namespace JsHrss.OpenId.Authorization;

/// <summary>What may be registered as a redirect URI, and whether a presented one is a registered one.</summary>
/// <remarks>
/// A presented URI is never parsed: it is compared as text (RFC 9700 §2.1). Whatever a parser might make of <c>@</c>, <c>\</c>,
/// <c>..;/</c> or a full-width letter, the text differs and is refused (cases AZ-01 to AZ-04).
/// </remarks>
public static class RedirectUri
{
    /// <summary>Schemes that run or read something in the browser itself (case AZ-05).</summary>
    private static readonly FrozenSet<string> Dangerous = FrozenSet.ToFrozenSet(
        ["javascript", "data", "vbscript", "file", "blob", "about", "filesystem", "view-source", "ws", "wss", "ftp"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Why this text may not be registered.</summary>
    /// <param name="uri">As it would be registered.</param>
    /// <param name="native">Whether the client's <c>application_type</c> is native.</param>
    /// <returns>Null: it may. Otherwise a sentence for whoever registers it.</returns>
    public static string? FaultOf(string uri, bool native)
    {
        if (string.IsNullOrEmpty(uri) || uri.Length > 512 || uri.Any(sign => sign is <= ' ' or >= (char)0x7F or '\\' or '*' or '<' or '>' or '"'))
            return "must be 1 to 512 printable ASCII characters without blank, backslash, star, quote or angle bracket";
        if (uri.Contains('#', StringComparison.Ordinal))
            return "must not have a fragment (RFC 6749 §3.1.2)";
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || IsDangerous(uri))
            return "must be an absolute URI of a harmless scheme (RFC 6749 §3.1.2)";
        if (parsed.UserInfo.Length > 0)
            return "must not contain user information";
        if (parsed.Scheme == Uri.UriSchemeHttps)
            return null;
        if (parsed.Scheme == Uri.UriSchemeHttp)
            return parsed.IsLoopback ? null : "must be https; http is for loopback addresses only (RFC 9700 §2.6)";
        return native ? null : "may have a private-use scheme only for native clients (RFC 8252 §7.1)";
    }

    /// <summary>Whether a registered URI would do harm in a browser; asked again at use, should a registry have let one through (case AZ-05).</summary>
    internal static bool IsDangerous(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 || Dangerous.GetAlternateLookup<ReadOnlySpan<char>>().Contains(uri.AsSpan(0, colon));
    }

    /// <summary>Whether the presented URI is this registered one: the same text, or for native clients the same loopback URI on another port (RFC 8252 §7.3).</summary>
    internal static bool Matches(string registered, string presented, bool native) =>
        string.Equals(registered, presented, StringComparison.Ordinal) || (native && MatchesLoopback(registered, presented));

    /// <remarks>Addresses only: <c>localhost</c> may resolve to somebody else (RFC 8252 §8.3).</remarks>
    private static bool MatchesLoopback(string registered, string presented) =>
        MatchesLoopback(registered, presented, "http://127.0.0.1") || MatchesLoopback(registered, presented, "http://[::1]");

    private static bool MatchesLoopback(ReadOnlySpan<char> registered, ReadOnlySpan<char> presented, ReadOnlySpan<char> host) =>
        registered.StartsWith(host, StringComparison.Ordinal)
        && presented.StartsWith(host, StringComparison.Ordinal)
        && TrySkipPort(registered[host.Length..], out var path)
        && TrySkipPort(presented[host.Length..], out var presentedPath)
        && path.SequenceEqual(presentedPath);

    private static bool TrySkipPort(ReadOnlySpan<char> rest, out ReadOnlySpan<char> path)
    {
        path = rest;
        if (rest.IsEmpty || rest[0] != ':')
            return rest.IsEmpty || rest[0] == '/';
        var digits = rest[1..];
        var end = digits.IndexOf('/');
        if (end >= 0)
            digits = digits[..end];
        path = rest[(1 + digits.Length)..];
        // The framework's number reader bears zero characters at the end; a port does not.
        return !digits.ContainsAnyExceptInRange('0', '9') && ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;
    }
}
