using System.Text;

namespace JsHrss.OpenId.Tests.Fuzzing;

/// <summary>Makes hostile inputs out of honest ones: cuts, swaps, repeats, and puts in what has broken parsers before. The same seed makes the same inputs.</summary>
public sealed class Mutator(int seed)
{
    /// <summary>What incidents were made of: separators, escapes, look-alikes, control signs, numbers at the edges.</summary>
    private static readonly string[] Poison =
    [
        "\0", "\r\n", "\n", "\t", " ", "%00", "%0d%0a", "%", "%%", "%2", "%zz", "%2e%2e/", "%252e", "%c0%ae", "%ff%fe", "+", "&", "&&", "=", "==", ";", ",", "#", "?", "/", "//", "\\", "/\\",
        "../", "..;/", ";/", "@", "@evil.example", ":", ":443", ":0", ":65536", "://", "[::1]", "\u3002", "\uFF0E", "\uFF0F", "\u2044", "\uFF20", "\u202E", "\u200B", "\uFEFF", "\uD800", "ｅ", "İ", "ß",
        "'", "\"", "<", ">", "<script>", "' or 1=1--", "${jndi:x}", "{{7*7}}", "null", "true", "[]", "{}", "{\"a\":{\"a\":{", "[[[[[[[[", "-1", "0", "1e400", "9223372036854775808", "-0", "00", "0x1F", "NaN",
        "\"exp\":1e400", "\"alg\":\"none\"", ".", "..", "...", "eyJhbGciOiJub25lIn0.", "state", "state[]=1", "client_id=hall", "redirect_uri=", "resource=", "code_", "rt_", "int_", "par_", "Bearer ", "Basic ",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A hostile neighbour of this text: one to four changes.</summary>
    public string Text(string honest)
    {
        var text = new StringBuilder(honest);
        for (var changes = 1 + _random.Next(4); changes > 0; changes--)
            Change(text);
        return text.ToString();
    }

    /// <summary>A hostile neighbour of these bytes; mostly by way of text, sometimes of bits.</summary>
    public byte[] Bytes(string honest)
    {
        if (_random.Next(4) != 0)
            return Encoding.UTF8.GetBytes(Text(honest));
        var bytes = Encoding.UTF8.GetBytes(honest);
        for (var flips = 1 + _random.Next(6); flips > 0 && bytes.Length > 0; flips--)
            bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
        return bytes;
    }

    /// <summary>One of these.</summary>
    public T One<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    /// <summary>True once in so many times.</summary>
    public bool Once(int @in) => _random.Next(@in) == 0;

    private void Change(StringBuilder text)
    {
        var at = text.Length == 0 ? 0 : _random.Next(text.Length);
        switch (_random.Next(9))
        {
            case 0 when text.Length > 0:
                text.Remove(at, Math.Min(text.Length - at, 1 + _random.Next(4)));
                break;
            case 1 when text.Length > 0:
                text[at] = (char)_random.Next(0x20, 0x7F);
                break;
            case 2 when text.Length > 0:
                text[at] = (char)_random.Next(char.MaxValue);
                break;
            case 3 when text.Length > 0:
                text[at] = char.IsUpper(text[at]) ? char.ToLowerInvariant(text[at]) : char.ToUpperInvariant(text[at]);
                break;
            case 4 when text.Length > 1:
                var part = text.ToString(at, Math.Min(text.Length - at, 1 + _random.Next(12)));
                text.Insert(_random.Next(text.Length), part);
                break;
            case 5 when text.Length > 0:
                text.Length = at;
                break;
            case 6 when _random.Next(20) == 0:
                text.Insert(at, One(Poison)).Insert(at, new string('A', 1 << _random.Next(4, 16)));
                break;
            default:
                text.Insert(at, One(Poison));
                break;
        }
    }
}
