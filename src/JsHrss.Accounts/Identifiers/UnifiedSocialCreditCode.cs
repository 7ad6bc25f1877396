using System.Buffers;

namespace JsHrss.Accounts.Identifiers;

/// <summary>统一社会信用代码: 18 characters, the last a check character (GB 32100-2015).</summary>
public sealed record UnifiedSocialCreditCode
{
    private const int Length = 18;
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    private static ReadOnlySpan<byte> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private UnifiedSocialCreditCode(string value) => Value = value;

    /// <summary>18 characters, upper case.</summary>
    public string Value { get; }

    /// <summary>Characters 9-17; registers are lax, so its own check character is not demanded.</summary>
    public string OrganizationPart => Value[8..17];

    /// <summary>Whether characters 9-17 are a valid organisation code (a warning, never a refusal).</summary>
    public bool HasValidOrganizationPart => OrganizationCode.Read(OrganizationPart).IsOk;

    /// <summary>Reads what was typed; form and check character must be right.</summary>
    public static Result<UnifiedSocialCreditCode> Read(string? text)
    {
        var form = ReadForm(text);
        return form.IsOk && !IsChecked(form.Value.Value) ? new Refusal(IdentifierErrors.CreditCodeCheck) : form;
    }

    /// <summary>Reads a code whose check character nobody vouches for: a register's early codes fail it (Fujian 2015), and so may units imported from older halls. Also for looking a unit up.</summary>
    public static Result<UnifiedSocialCreditCode> ReadForm(string? text)
    {
        if (TypedText.Squeeze(text) is not { } typed)
            return new Refusal(IdentifierErrors.Missing);
        return typed.Length == Length && !typed.AsSpan().ContainsAnyExcept(Letters) && TypedText.AllDigits(typed.AsSpan(2, 6))
            ? new UnifiedSocialCreditCode(typed)
            : new Refusal(IdentifierErrors.CreditCodeForm);
    }

    /// <summary>As stored; for Storage only.</summary>
    public static UnifiedSocialCreditCode Restore(string value) => new(value);

    private static bool IsChecked(string code)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += Weights[i] * Alphabet.IndexOf(code[i], StringComparison.Ordinal);
        // GB 32100 writes 31 − Σ mod 31; a remainder of 0 gives 31, which is written 0.
        return code[^1] == Alphabet[(31 - (sum % 31)) % 31];
    }

    /// <summary>Masked.</summary>
    public override string ToString() => Masking.CreditCode(Value);
}
