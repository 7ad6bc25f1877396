using System.Globalization;
using System.Text;

namespace JsHrss.Accounts.Passkeys;

/// <summary>How a person calls a passkey, for instance 客厅电脑. Shown to that person alone, and sealed in the store.</summary>
public sealed record PasskeyName
{
    /// <summary>In characters as people count them.</summary>
    public const int Longest = 30;

    private PasskeyName(string value) => Value = value;

    /// <summary>As shown.</summary>
    public string Value { get; }

    /// <summary>Reads what was typed. Refused with <see cref="PasskeyErrors.NameMissing"/> or <see cref="PasskeyErrors.NameUnfit"/>.</summary>
    public static Result<PasskeyName> Read(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return new Refusal(PasskeyErrors.NameMissing);
        // Invisible signs turn the line's direction around or draw over its neighbours; halves of characters cannot be stored.
        if (typed.Length > 8 * Longest || typed.EnumerateRunes().Any(IsUnfit))
            return new Refusal(PasskeyErrors.NameUnfit);
        var name = typed.Normalize(NormalizationForm.FormC).Trim();
        return new StringInfo(name).LengthInTextElements > Longest ? new Refusal(PasskeyErrors.NameUnfit) : new PasskeyName(name);
    }

    /// <summary>A name that was stored.</summary>
    public static PasskeyName Restore(string value) => new(value);

    /// <summary>Not the name: it is the person's own.</summary>
    public override string ToString() => nameof(PasskeyName);

    private static bool IsUnfit(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
