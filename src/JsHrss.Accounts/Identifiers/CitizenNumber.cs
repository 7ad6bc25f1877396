using System.Globalization;

namespace JsHrss.Accounts.Identifiers;

/// <summary>公民身份号码 and its relatives: 17 digits and a check character (GB 11643-1999, ISO 7064 MOD 11-2), date of birth at 7-14.</summary>
internal static class CitizenNumber
{
    public const int Length = 18;
    public const int LegacyLength = 15;

    private const string CheckCharacters = "10X98765432";

    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Nobody alive was born before.</summary>
    public static DateOnly EarliestBirth { get; } = new(1900, 1, 1);

    public static bool HasForm(string number) =>
        number.Length == Length && TypedText.AllDigits(number.AsSpan(0, 17)) && (char.IsAsciiDigit(number[17]) || number[17] == 'X');

    public static char CheckOf(ReadOnlySpan<char> number)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += Weights[i] * (number[i] - '0');
        return CheckCharacters[sum % 11];
    }

    public static DateOnly? BirthOf(string number) =>
        DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth) ? birth : null;

    /// <summary>Odd at the 17th place: male.</summary>
    public static Gender GenderOf(string number) => (number[16] - '0') % 2 == 1 ? Gender.Male : Gender.Female;

    /// <summary>Provinces of living persons' numbers. County codes are not judged: abolished counties stay on them.</summary>
    public static bool HasProvince(string number) =>
        ((number[0] - '0') * 10) + number[1] - '0' is (>= 11 and <= 15) or (>= 21 and <= 23) or (>= 31 and <= 37) or (>= 41 and <= 46) or (>= 50 and <= 54) or (>= 61 and <= 65) or 71;

    /// <summary>Null when form, check and birth are right.</summary>
    public static string? FaultOf(string number, DateOnly today)
    {
        if (!HasForm(number))
            return IdentifierErrors.DocumentForm;
        if (BirthOf(number) is not { } birth || birth < EarliestBirth || birth > today)
            return IdentifierErrors.DocumentBirth;
        return number[17] == CheckOf(number) ? null : IdentifierErrors.DocumentCheck;
    }

    /// <summary>A first-generation number (until 1999-09-30): century 19, no check.</summary>
    public static string? FromLegacy(string number)
    {
        if (number.Length != LegacyLength || !TypedText.AllDigits(number))
            return null;
        var body = number.Insert(6, "19");
        return body + CheckOf(body);
    }
}

/// <summary>Gender as the document number tells it.</summary>
public enum Gender
{
    /// <summary>男.</summary>
    Male,

    /// <summary>女.</summary>
    Female,
}
