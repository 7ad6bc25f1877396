using System.Globalization;
using System.Text;

namespace JsHrss.Accounts.Units;

/// <summary>What a unit says of itself (R149): none of it is a fact of the register, and nothing is decided by it.</summary>
public sealed record UnitProfile
{
    /// <summary>Longest of each but the address, in characters.</summary>
    public const int LongestWord = 64;

    /// <summary>Longest address, in characters.</summary>
    public const int LongestAddress = 200;

    /// <summary>Nothing said.</summary>
    public static UnitProfile Empty { get; } = new();

    /// <summary>经济类型; null: not said.</summary>
    public string? EconomicType { get; init; }

    /// <summary>行业类型; null: not said.</summary>
    public string? Industry { get; init; }

    /// <summary>隶属关系; null: not said.</summary>
    public string? Affiliation { get; init; }

    /// <summary>注册地址; null: not said.</summary>
    public string? RegisteredAddress { get; init; }

    /// <summary>单位性质 (机关事业单位); null: not said.</summary>
    public string? Nature { get; init; }

    /// <summary>Counts changes, from 1; 0: nothing was ever said.</summary>
    public int Version { get; init; }

    /// <summary>Whether each member is null or a text of one line that is not too long.</summary>
    public bool IsWellFormed =>
        IsText(EconomicType, LongestWord) && IsText(Industry, LongestWord) && IsText(Affiliation, LongestWord) && IsText(RegisteredAddress, LongestAddress) && IsText(Nature, LongestWord);

    private static bool IsText(string? text, int longest)
    {
        if (text is null)
            return true;
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // Half a character, a line break or a mark that turns the line round is no text: databases, lists and readers stumble over it (case AD-15). Rare characters beyond the BMP are.
            if (rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
                return false;
            count++;
        }

        return count > 0 && count <= longest && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]);
    }
}
