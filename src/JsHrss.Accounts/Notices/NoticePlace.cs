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

    /// <summary>So many digits one can call: the shortest are those of services.</summary>
    private const int ShortestNumber = 5;

    private const string HanDigits = "〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖";

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

    /// <summary>Han, basic Latin letters, digits and what stands in names; nothing that could make a link, a telephone number, a further signature or another line. Long names with begin and end, by which units are told apart.</summary>
    private static string Short(string name)
    {
        Rune[] kept = [.. WithoutNumbers(name).Where(IsKept)];
        var text = kept.Length <= LongestName ? Text(kept) : $"{Text(kept.AsSpan(0, Head))}…{Text(kept.AsSpan(kept.Length - Tail))}";
        return text.Length == 0 ? "单位" : text;
    }

    /// <summary>A telephone number would be one that the department tells people to call: digits of any script that follow one another are dropped from <see cref="ShortestNumber"/> on, also with signs, or what is dropped anyway, between them.</summary>
    private static List<Rune> WithoutNumbers(string name)
    {
        var kept = new List<Rune>(name.Length);
        var (from, to, digits) = (0, 0, 0);
        foreach (var rune in name.EnumerateRunes().Select(Folded))
        {
            if (IsDigit(rune))
            {
                if (digits++ == 0)
                    from = kept.Count;
                kept.Add(rune);
                to = kept.Count;
            }
            else if (IsSign(rune))
            {
                kept.Add(rune);
            }
            else if (IsKept(rune))
            {
                EndRun();
                kept.Add(rune);
            }
        }

        EndRun();
        return kept;

        void EndRun()
        {
            if (digits >= ShortestNumber)
                kept.RemoveRange(from, to - from);
            digits = 0;
        }
    }

    /// <summary>Wide Latin letters and digits, as registers write them, in their basic form.</summary>
    private static Rune Folded(Rune rune) => rune.Value is >= 0xFF10 and <= 0xFF19 or >= 0xFF21 and <= 0xFF3A or >= 0xFF41 and <= 0xFF5A ? new Rune(rune.Value - 0xFEE0) : rune;

    private static bool IsDigit(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber || HanDigits.Contains(rune.ToString(), StringComparison.Ordinal);

    private static bool IsSign(Rune rune) => rune.Value is '（' or '）' or '(' or ')' or '·' or '、' or '-' or '&';

    // Private use carries rare characters in older registers, as in names of persons.
    private static bool IsKept(Rune rune) =>
        (rune.IsAscii && Rune.IsLetterOrDigit(rune)) || IsHan(rune) || IsSign(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse;

    /// <summary>The blocks of Han characters, with the signs of repetition and zero (Unicode 15.1).</summary>
    private static bool IsHan(Rune rune) =>
        rune.Value is 0x3005 or 0x3007 or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x2FA1F) or (>= 0x30000 and <= 0x323AF);

    private static string Text(ReadOnlySpan<Rune> runes)
    {
        var text = new StringBuilder(runes.Length);
        foreach (var rune in runes)
            text.Append(rune.ToString());
        return text.ToString();
    }
}
