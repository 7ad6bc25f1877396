using System.Collections.Immutable;

namespace JsHrss.OpenId.Authorization;

/// <summary>Lists written as values with blanks between (RFC 6749 §3.3).</summary>
internal static class SpaceDelimited
{
    /// <summary>The values in their order, each once; none when the parameter is absent.</summary>
    public static ImmutableArray<string> Values(string? text)
    {
        if (text is null)
            return [];
        if (!text.Contains(' ', StringComparison.Ordinal))
            return [text];
        return [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
    }
}
