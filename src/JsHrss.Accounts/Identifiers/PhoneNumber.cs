namespace JsHrss.Accounts.Identifiers;

/// <summary>移动电话: a mainland mobile number, eleven digits. Segments are not judged: numbers move between operators (domain §1.9).</summary>
public sealed record PhoneNumber
{
    private PhoneNumber(string value) => Value = value;

    /// <summary>Eleven digits.</summary>
    public string Value { get; }

    /// <summary>Reads what was typed: spaces, hyphens, full-width digits and a leading +86, 86 or 0086 are forgiven.</summary>
    public static Result<PhoneNumber> Read(string? text)
    {
        if (TypedText.Squeeze(text)?.Replace("-", "", StringComparison.Ordinal) is not { } typed)
            return new Refusal(IdentifierErrors.Missing);
        var number = WithoutCountry(typed);
        return number.Length == 11 && TypedText.AllDigits(number) && number[0] == '1' && number[1] >= '3'
            ? new PhoneNumber(number)
            : new Refusal(IdentifierErrors.PhoneForm);
    }

    /// <summary>As stored; for Storage only.</summary>
    public static PhoneNumber Restore(string value) => new(value);

    private static string WithoutCountry(string typed)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["+86", "0086", "86"])
        {
            if (typed.Length == prefix.Length + 11 && typed.StartsWith(prefix, StringComparison.Ordinal))
                return typed[prefix.Length..];
        }

        return typed;
    }

    /// <summary>Masked.</summary>
    public override string ToString() => Masking.Phone(Value);
}
