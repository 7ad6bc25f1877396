namespace RelyingParty.Hall;

/// <summary>How personal data is shown: fixed length whatever the real length, so that a mask tells nothing more.</summary>
internal static class Masks
{
    private const string Stars = "*****";

    /// <summary>孙*: the first character as a reader counts it, also beyond the basic plane.</summary>
    public static string Name(string? name) =>
        string.IsNullOrEmpty(name) ? "*" : System.Globalization.StringInfo.GetNextTextElement(name) + "*";

    /// <summary>1*****33. International form loses its country code first.</summary>
    public static string Mobile(string? number)
    {
        var digits = number is { } given && given.StartsWith("+86", StringComparison.Ordinal) ? given[3..].TrimStart('-', ' ') : number;
        return digits is { Length: >= 3 } ? digits[0] + Stars + digits[^2..] : Stars;
    }

    /// <summary>*****0166.</summary>
    public static string IdNumber(string? number) => number is { Length: >= 4 } ? Stars + number[^4..] : Stars;

    /// <summary>江苏省无锡市滨湖区*****: as far as the district.</summary>
    public static string Address(string? region, string? locality) => region + locality + Stars;

    /// <summary>The beginning of a token, enough to compare two of them by eye.</summary>
    public static string Token(string token) => token.Length <= 12 ? Stars : $"{token[..8]}…（共 {token.Length} 个字符，未显示）";
}
