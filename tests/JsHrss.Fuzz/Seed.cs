using System.Text;

namespace JsHrss.Fuzz;

/// <summary>An honest request, taken apart so that any part can be spoilt.</summary>
/// <param name="Method">GET, POST.</param>
/// <param name="Path">Without query.</param>
/// <param name="Query">Names and values, decoded.</param>
/// <param name="Form">Names and values of the body; null: no body.</param>
/// <param name="Headers">Beside Host and what the body needs.</param>
internal sealed record Seed(string Method, string Path, (string Name, string Value)[] Query, (string Name, string Value)[]? Form, (string Name, string Value)[] Headers)
{
    public override string ToString() => $"{Method} {Path}";

    public static string Encode((string Name, string Value)[] pairs) => string.Join('&', pairs.Select(pair => $"{Escape(pair.Name)}={Escape(pair.Value)}"));

    /// <summary>As a browser would, but for half surrogates, which no browser could send and we want to.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            escaped.Append(char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~' ? ((char)octet).ToString() : $"%{octet:X2}");
        return escaped.ToString();
    }
}
