namespace JsHrss.Accounts.Identifiers;

/// <summary>The masks of the user guide: of fixed length, whatever the real length (domain §5.8, C28).</summary>
public static class Masking
{
    private const string Stars = "*****";

    /// <summary>「证件号码: *****6027」: five stars and the last four.</summary>
    public static string Document(string number) => Stars + Last(number, 4);

    /// <summary>「移动电话: 1*****50」: the first, five stars, the last two.</summary>
    public static string Phone(string number) => First(number, 1) + Stars + Last(number, 2);

    /// <summary>「陈*」: the first character and one star; latin names their first letter.</summary>
    public static string Name(string name)
    {
        foreach (var rune in name.EnumerateRunes())
            return rune.ToString() + "*";
        return "*";
    }

    /// <summary>A unified social credit code in public places: the first two, five stars, the last four.</summary>
    public static string CreditCode(string code) => First(code, 2) + Stars + Last(code, 4);

    /// <summary>What was typed into the account field, for audit detail: the last four, where they look like a number's. People type passwords there too.</summary>
    public static string Account(string? typed)
    {
        var number = TypedText.Squeeze(typed) ?? "";
        return number.Length >= 8 && TypedText.AllDigits(number.AsSpan()[^4..^1]) && (char.IsAsciiDigit(number[^1]) || number[^1] == 'X') ? Document(number) : Stars;
    }

    private static string First(string text, int count) => text.Length <= count ? "" : text[..count];

    private static string Last(string text, int count) => text.Length <= count ? "" : text[^count..];
}
