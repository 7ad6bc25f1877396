using System.Globalization;
using System.Text;

namespace JsHrss.Accounts.Addresses;

/// <summary>A text of one line as people type it: names of people, departments, streets and villages, with rare characters of every plane.</summary>
internal static class LineOfText
{
    /// <summary>A letter with more marks than this draws over its neighbours and is in no language.</summary>
    private const int MostMarks = 3;

    /// <summary>The text tidied: composed (NFC), without blanks at its ends, one blank where there were several. Null: too short, too long, or no text of one line.</summary>
    /// <param name="typed">May be hostile.</param>
    /// <param name="shortest">In characters as Unicode counts them.</param>
    /// <param name="longest">The same.</param>
    public static string? Read(string typed, int shortest, int longest)
    {
        // Before anything walks over it: a megabyte is no line (case HT-05).
        if (typed.Length > 4 * longest)
            return null;
        var tidy = new StringBuilder(typed.Length);
        var marks = 0;
        foreach (var rune in typed.EnumerateRunes())
        {
            if (rune.Value is ' ' or '\t' or 0x3000 or 0x00A0)
            {
                if (tidy.Length > 0 && tidy[^1] != ' ')
                    tidy.Append(' ');
                marks = 0;
                continue;
            }

            var category = Rune.GetUnicodeCategory(rune);
            // Half a character, a line break or a sign that turns the line round: databases, labels and readers stumble over it (case AD-15).
            if (rune == Rune.ReplacementChar || category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || (category == UnicodeCategory.OtherNotAssigned && !IsIdeographToCome(rune)))
                return null;
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > MostMarks)
                return null;
            tidy.Append(rune.ToString());
        }

        var text = Composed(tidy.ToString().TrimEnd(' '));
        var length = text.EnumerateRunes().Count();
        return length >= shortest && length <= longest ? text : null;
    }

    /// <summary>NFC, but for CJK compatibility ideographs: it would put another character in place of one that stands in somebody's name.</summary>
    private static string Composed(string text)
    {
        if (!text.EnumerateRunes().Any(IsKept))
            return text.Normalize(NormalizationForm.FormC);
        var composed = new StringBuilder(text.Length);
        var start = 0;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsKept(rune))
            {
                composed.Append(text[start..at].Normalize(NormalizationForm.FormC)).Append(rune.ToString());
                start = at + rune.Utf16SequenceLength;
            }

            at += rune.Utf16SequenceLength;
        }

        return composed.Append(text[start..].Normalize(NormalizationForm.FormC)).ToString();
    }

    /// <summary>The planes of ideographs: what was added to them last is in people's names before this program knows it. Their last two places are no characters.</summary>
    private static bool IsIdeographToCome(Rune rune) => rune.Value is >= 0x20000 and <= 0x3FFFF && (rune.Value & 0xFFFE) != 0xFFFE;

    private static bool IsKept(Rune rune) => rune.Value is (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
