using System.Globalization;
using System.Text;

namespace JsHrss.Accounts.Identifiers;

/// <summary>姓名, as on the document. Rare characters beyond the BMP are kept as they are: no Unicode normalisation, which would replace some of them.</summary>
public sealed record PersonName
{
    private const int Shortest = 2;
    private const int LongestHan = 30;
    private const int LongestLatin = 100;
    private const char MiddleDot = '\u00B7';

    private PersonName(string value) => Value = value;

    /// <summary>The name with its middle dots as U+00B7.</summary>
    public string Value { get; }

    /// <summary>Reads a name: 2-30 characters of Chinese with middle dots, or 2-100 of an alphabet with spaces, hyphens and apostrophes (domain §1.12).</summary>
    public static Result<PersonName> Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new Refusal(IdentifierErrors.Missing);
        if (text.Length > 2 * LongestLatin)
            return new Refusal(IdentifierErrors.NameForm);
        var name = Tidy(text);
        var runes = 0;
        var han = false;
        var latin = false;
        var joint = false;
        foreach (var rune in name.EnumerateRunes())
        {
            runes++;
            switch (KindOf(rune))
            {
                case Kind.Han: han = true; break;
                case Kind.Letter: latin = true; break;
                case Kind.Joint: joint = true; break;
                case Kind.Dot: break;
                default: return new Refusal(IdentifierErrors.NameForm);
            }
        }

        var fits = runes >= Shortest && (han ? !latin && !joint : latin) && runes <= (han ? LongestHan : LongestLatin);
        return fits && name[0] != MiddleDot && name[^1] != MiddleDot ? new PersonName(name) : new Refusal(IdentifierErrors.NameForm);
    }

    /// <summary>As stored; for Storage only.</summary>
    public static PersonName Restore(string value) => new(value);

    /// <summary>Whether two spellings are one name: case does not matter in latin names.</summary>
    public bool Matches(PersonName other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);
    }

    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var c in text.Trim())
        {
            if (c is ' ' or '\u3000' or '\u00A0' or '\t')
            {
                if (tidy.Length > 0 && tidy[^1] != ' ')
                    tidy.Append(' ');
            }
            else
            {
                tidy.Append(c switch
                {
                    '\u2027' or '\u2022' or '\uFF0E' or '\u30FB' or '\u0387' or '\uFF65' => MiddleDot,
                    >= '\uFF21' and <= '\uFF3A' or >= '\uFF41' and <= '\uFF5A' => (char)(c - 0xFEE0),
                    '\u2019' => '\'',
                    _ => c,
                });
            }
        }

        return tidy.ToString();
    }

    private enum Kind
    {
        None,
        Han,
        Letter,
        Joint,
        Dot,
    }

    // Private use carries rare characters in older registers (GB 18030 before 2022), so it counts as Chinese.
    private static Kind KindOf(Rune rune) => rune.Value switch
    {
        MiddleDot => Kind.Dot,
        ' ' or '-' or '\'' or '.' or ',' => Kind.Joint,
        0x3007 or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xE000 and <= 0xF8FF) or (>= 0x20000 and <= 0x3FFFF) => Kind.Han,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.NonSpacingMark ? Kind.Letter : Kind.None,
    };

    /// <summary>Masked.</summary>
    public override string ToString() => Masking.Name(Value);
}
