using System.Buffers;
using System.Text;

namespace JsHrss.IdP.Clients.Rules;

/// <summary>Text that people read and trust: only signs that cannot pass for others or turn the line around (case AZ-17).</summary>
/// <remarks>Han characters, printable ASCII and Chinese punctuation suffice for every name here. Letters of other scripts, full-width letters, radicals and invisible signs look like these and are not.</remarks>
internal static class ShownText
{
    private static readonly SearchValues<char> ChinesePunctuation = SearchValues.Create("·—…‘’“”、。〇《》〈〉【】「」（），：；！？－＋＆／％．～");

    /// <summary>Why this text may not be shown; null: it may.</summary>
    public static string? FaultOf(string text, int longest)
    {
        if (text.Length == 0 || text.Length > longest)
            return $"must have 1 to {longest} characters";
        if (text[0] == ' ' || text[^1] == ' ' || text.Contains("  ", StringComparison.Ordinal))
            return "must not begin or end with a blank or hold two in a row";
        foreach (var sign in text.EnumerateRunes())
        {
            if (!IsPlain(sign))
                return $"holds U+{sign.Value:X4}; only Han characters, printable ASCII and Chinese punctuation are shown";
        }

        return null;
    }

    /// <summary>Whether a letter of a host name is one that people here can tell from every other.</summary>
    public static bool IsPlain(Rune sign) => sign.Value is >= 0x20 and <= 0x7E || IsHan(sign.Value) || (sign.IsBmp && ChinesePunctuation.Contains((char)sign.Value));

    /// <summary>Unified ideographs alone: compatibility ideographs and radicals are second spellings of the same shapes.</summary>
    public static bool IsHan(int value) => value is >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0x20000 and < 0x2F800 or >= 0x30000 and <= 0x323AF;
}
