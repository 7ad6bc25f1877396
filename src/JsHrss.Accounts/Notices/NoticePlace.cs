using System.Globalization;
using System.Text;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Notices;

/// <summary>Where something happened, in words that fit a short message: the unit's name, and the number of an institution.</summary>
/// <remarks>An institution's name is the unit's own text, and would go out under the department's signature: its number stands in its place.</remarks>
public static class NoticePlace
{
    /// <summary>Longest form of a unit's name, in characters.</summary>
    public const int LongestName = 20;

    private const int Head = 13;
    private const int Tail = LongestName - Head - 1;

    /// <summary>Names a place.</summary>
    /// <param name="unitName">单位全称.</param>
    /// <param name="institution">机构编号; null: the unit itself.</param>
    public static string Of(string unitName, InstitutionNumber? institution) => institution is null ? Short(unitName) : $"{Short(unitName)}（机构{institution.Value}）";

    /// <summary>Names the place of a membership.</summary>
    /// <param name="unit">As just read.</param>
    public static string Of(UnitStanding unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return Of(unit.UnitName, unit.Institution?.Number);
    }

    /// <summary>Letters, digits and what stands in names, nothing that could make a link, a further signature or another line; long names with begin and end, by which units are told apart.</summary>
    private static string Short(string name)
    {
        Rune[] kept = [.. name.EnumerateRunes().Where(IsKept)];
        var text = kept.Length <= LongestName ? Text(kept) : $"{Text(kept.AsSpan(0, Head))}…{Text(kept.AsSpan(kept.Length - Tail))}";
        return text.Length == 0 ? "单位" : text;
    }

    // Private use carries rare characters in older registers, as in names of persons.
    private static bool IsKept(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || rune.Value is '（' or '）' or '(' or ')' or '·' or '、' or '-' or '&' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse;

    private static string Text(ReadOnlySpan<Rune> runes)
    {
        var text = new StringBuilder(runes.Length);
        foreach (var rune in runes)
            text.Append(rune.ToString());
        return text.ToString();
    }
}
