using System.Security.Cryptography;

namespace JsHrss.OpenId.Ports;

/// <summary>
/// What a person reads from a device's screen and enters elsewhere (RFC 8628 §3.2 <c>user_code</c>): letters of an alphabet of 20 consonants, which form no words and are not
/// taken for each other or for digits (§6.1). In its one spelling: capital letters without hyphens.
/// </summary>
/// <remarks>Not what <c>default</c> gives: made by <see cref="New"/> or <see cref="Read"/> alone.</remarks>
public readonly record struct UserCode
{
    /// <summary>RFC 8628 §6.1.</summary>
    public const string Alphabet = "BCDFGHJKLMNPQRSTVWXZ";

    /// <summary>Letters of a code; 20^8 codes.</summary>
    public const int Length = 8;

    /// <summary>Letters of a code while very many are outstanding; 20^12 codes.</summary>
    public const int LongLength = 12;

    private const int Group = 4;
    private const int LongestEntry = 64;

    private UserCode(string value) => Value = value;

    /// <summary>The one spelling: <see cref="Length"/> or <see cref="LongLength"/> letters of <see cref="Alphabet"/>.</summary>
    public string Value { get; }

    /// <summary>As people see it: <c>XXXX-XXXX</c>.</summary>
    public string Shown => string.Join('-', Value.Chunk(Group).Select(letters => new string(letters)));

    /// <summary>A new random code.</summary>
    /// <param name="length"><see cref="Length"/> or <see cref="LongLength"/>.</param>
    public static UserCode New(int length)
    {
        if (length is not (Length or LongLength))
            throw new ArgumentOutOfRangeException(nameof(length), length, null);
        return new(RandomNumberGenerator.GetString(Alphabet, length));
    }

    /// <summary>
    /// Reads an entry: small letters and full-width ones count as capitals, and hyphens, dashes, dots and blanks are passed over (RFC 8628 §6.1). Null: it cannot be a code of ours.
    /// </summary>
    /// <param name="entry">As typed; may be hostile.</param>
    public static UserCode? Read(string? entry)
    {
        if (entry is null or { Length: > LongestEntry })
            return null;
        Span<char> letters = stackalloc char[LongLength];
        var count = 0;
        foreach (var typed in entry)
        {
            if (IsPassedOver(typed))
                continue;
            // Chinese keyboards write full-width letters, U+FF21 to U+FF5A.
            var letter = char.ToUpperInvariant(typed is >= '\uFF21' and <= '\uFF5A' ? (char)(typed - 0xFEE0) : typed);
            if (count == LongLength || !Alphabet.Contains(letter, StringComparison.Ordinal))
                return null;
            letters[count++] = letter;
        }

        return count is Length or LongLength ? new UserCode(new string(letters[..count])) : null;
    }

    /// <summary>Without the code.</summary>
    public override string ToString() => nameof(UserCode);

    private static bool IsPassedOver(char typed) => typed is '-' or '.' or '_' or '·' or '－' or '—' or '–' or '‐' or '‑' or '−' || char.IsWhiteSpace(typed);
}
