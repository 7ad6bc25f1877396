using System.Globalization;
using System.Text;

namespace JsHrss.Accounts.Institutions;

/// <summary>What people write about an institution: its name, its line of business, an officer's reason. They stand on other people's pages, and in tokens.</summary>
public static class InstitutionText
{
    /// <summary>Longest name, in characters as people count them.</summary>
    public const int LongestName = 50;

    /// <summary>Longest line of business.</summary>
    public const int LongestBusinessLine = 30;

    /// <summary>Longest reason.</summary>
    public const int LongestReason = 200;

    private const int Shortest = 2;
    private const string MarksInNames = "（）()《》“”·、-—&";

    /// <summary>The name: 2-50 letters and digits of any script, the marks of names, and single blanks between them.</summary>
    /// <param name="typed">As typed.</param>
    public static Result<string> Name(string? typed) => Read(typed, LongestName, IsOfNames, InstitutionErrors.NameMissing, InstitutionErrors.NameUnfit);

    /// <summary>The line of business: 2-30 of the same.</summary>
    /// <param name="typed">As typed.</param>
    public static Result<string> BusinessLine(string? typed) => Read(typed, LongestBusinessLine, IsOfNames, InstitutionErrors.BusinessLineMissing, InstitutionErrors.BusinessLineUnfit);

    /// <summary>The reason: 2-200 characters on one line.</summary>
    /// <param name="typed">As typed.</param>
    public static Result<string> Reason(string? typed) => Read(typed, LongestReason, IsShown, InstitutionErrors.ReasonMissing, InstitutionErrors.ReasonUnfit);

    private static Result<string> Read(string? typed, int longest, Func<Rune, bool> fits, string missing, string unfit)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return new Refusal(missing);
        // Bounded before it is looked at (case HT-05); an unpaired surrogate reads as the replacement sign, which fits nowhere.
        if (typed.Length > 8 * longest || !typed.EnumerateRunes().All(fits))
            return new Refusal(unfit);
        var text = typed.Normalize(NormalizationForm.FormC).Trim();
        var length = new StringInfo(text).LengthInTextElements;
        return length is >= Shortest && length <= longest && !text.Contains("  ", StringComparison.Ordinal) ? text : new Refusal(unfit);
    }

    private static bool IsOfNames(Rune sign) => sign.Value == ' ' || Rune.IsLetterOrDigit(sign) || (sign.IsBmp && MarksInNames.Contains((char)sign.Value, StringComparison.Ordinal));

    // Line ends, invisible and direction-changing signs would show one text and mean another (case AZ-17).
    private static bool IsShown(Rune sign) => sign != Rune.ReplacementChar && Rune.GetUnicodeCategory(sign) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
