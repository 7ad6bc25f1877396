using System.Text;

namespace JsHrss.OpenId.Possession;

/// <summary>Whether the address that a proof was made for is the one it came to.</summary>
internal static class ProofTarget
{
    /// <summary>Compared without query and fragment, after the normalization of RFC 3986 §6.2.2 and §6.2.3 (RFC 9449 §4.3).</summary>
    /// <param name="htu">As the client wrote it; may be hostile.</param>
    /// <param name="target">The configured origin and the path of the request: never what the Host header says (case HT-02).</param>
    public static bool IsNamedBy(string htu, string target)
    {
        var end = htu.AsSpan().IndexOfAny('?', '#');
        var named = end < 0 ? htu : htu[..end];
        return string.Equals(named, target, StringComparison.Ordinal) || (Normalized(named) is { } one && string.Equals(one, Normalized(target), StringComparison.Ordinal));
    }

    /// <summary>Null: no plain http address. What parsers read in different ways is none (case AZ-02).</summary>
    private static string? Normalized(string address)
    {
        if (address.AsSpan().ContainsAnyExceptInRange('!', '~') || address.Contains('\\', StringComparison.Ordinal))
            return null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !(uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp))
            return null;
        if (uri.UserInfo.Length > 0 || !address.StartsWith(uri.Scheme + Uri.SchemeDelimiter, StringComparison.OrdinalIgnoreCase))
            return null;
        // The framework lowers scheme and host, drops the default port, removes dot segments and decodes what needs no coding.
        return $"{uri.Scheme}://{uri.IdnHost}:{uri.Port}{WithUpperHex(uri.AbsolutePath)}";
    }

    /// <summary>RFC 3986 §6.2.2.1: the digits of percent-encodings in capitals.</summary>
    private static string WithUpperHex(string path)
    {
        if (!path.Contains('%', StringComparison.Ordinal))
            return path;
        var upper = new StringBuilder(path);
        for (var at = 0; at + 2 < upper.Length; at++)
        {
            if (upper[at] != '%')
                continue;
            upper[at + 1] = char.ToUpperInvariant(upper[at + 1]);
            upper[at + 2] = char.ToUpperInvariant(upper[at + 2]);
        }

        return upper.ToString();
    }
}
