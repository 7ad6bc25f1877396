namespace JsHrss.Accounts.Identifiers;

/// <summary>组织机构代码: eight characters and a check character (GB 11714-1997), printed <c>D2143569-X</c>.</summary>
public sealed record OrganizationCode
{
    private static ReadOnlySpan<byte> Weights => [3, 7, 9, 10, 5, 8, 4, 2];

    private OrganizationCode(string value) => Value = value;

    /// <summary>Nine characters without hyphen.</summary>
    public string Value { get; }

    /// <summary>Reads what was typed, with or without the hyphen.</summary>
    public static Result<OrganizationCode> Read(string? text)
    {
        if (TypedText.Squeeze(text) is not { } typed)
            return new Refusal(IdentifierErrors.Missing);
        var code = typed.Length == 10 && typed[8] == '-' ? typed.Remove(8, 1) : typed;
        if (code.Length != 9 || !TypedText.AllDigitsOrLetters(code))
            return new Refusal(IdentifierErrors.OrganizationCodeForm);
        return code[8] == CheckOf(code) ? new OrganizationCode(code) : new Refusal(IdentifierErrors.OrganizationCodeCheck);
    }

    /// <summary>11 − Σ mod 11, where 10 is written X and 11 is written 0.</summary>
    internal static char CheckOf(ReadOnlySpan<char> code)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += Weights[i] * (char.IsAsciiDigit(code[i]) ? code[i] - '0' : code[i] - 'A' + 10);
        return (11 - (sum % 11)) switch { 10 => 'X', 11 => '0', var c => (char)('0' + c) };
    }

    /// <summary>As printed, with the hyphen.</summary>
    public override string ToString() => $"{Value[..8]}-{Value[8]}";
}
