using System.Text;

namespace JsHrss.Accounts.Identifiers;

/// <summary>What people type: full-width forms become ASCII, spaces at the ends go, letters become upper case (domain §1.2).</summary>
internal static class TypedText
{
    // No identifier is nearly as long; a megabyte is refused before anything looks at it (case HT-05).
    private const int Longest = 64;

    /// <summary>Null when nothing was typed or far too much.</summary>
    public static string? Fold(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest)
            return null;
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
            folded.Append(Narrow(c));
        return folded.ToString().Trim().ToUpperInvariant();
    }

    /// <summary>As <see cref="Fold"/>, without any inner space.</summary>
    public static string? Squeeze(string? text) => Fold(text)?.Replace(" ", "", StringComparison.Ordinal) is { Length: > 0 } squeezed ? squeezed : null;

    private static char Narrow(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\u3000' or '\u00A0' or '\t' => ' ',
        '\u2169' or '\u2179' => 'X', // Roman numeral ten, typed for the check character
        '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => '-',
        _ => c,
    };

    public static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    public static bool AllDigitsOrLetters(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c))
                return false;
        }

        return true;
    }
}
