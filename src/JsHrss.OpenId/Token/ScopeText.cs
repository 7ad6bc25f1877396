using System.Collections.Immutable;

namespace JsHrss.OpenId.Token;

/// <summary>The <c>scope</c> parameter (RFC 6749 §3.3).</summary>
internal static class ScopeText
{
    private const int MaxScopes = 50;

    /// <summary>Its values without repetition; null when it is malformed.</summary>
    /// <param name="text">Scope tokens (0x21, 0x23-0x5B, 0x5D-0x7E) between single spaces.</param>
    public static ImmutableArray<string>? Read(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~' or '"' or '\\')
                return null;
        }

        var values = text.Split(' ').Distinct(StringComparer.Ordinal).ToImmutableArray();
        return values.Length > MaxScopes || values.Any(string.IsNullOrEmpty) ? null : values;
    }
}
