namespace JsHrss.Accounts.Identifiers;

/// <summary>单位编号, for instance 13150819: opaque and unique, issued by us or imported (domain §1.11, C29).</summary>
public sealed record UnitNumber
{
    private UnitNumber(string value) => Value = value;

    /// <summary>4-20 of digits, capital letters and hyphens.</summary>
    public string Value { get; }

    /// <summary>Reads what was typed.</summary>
    public static Result<UnitNumber> Read(string? text)
    {
        if (TypedText.Squeeze(text) is not { } typed)
            return new Refusal(IdentifierErrors.Missing);
        return HasForm(typed) ? new UnitNumber(typed) : new Refusal(IdentifierErrors.NumberForm);
    }

    /// <summary>As stored; for Storage only.</summary>
    public static UnitNumber Restore(string value) => new(value);

    internal static bool HasForm(string text) => text.Length is >= 4 and <= 20 && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c) || c == '-');

    /// <inheritdoc />
    public override string ToString() => Value;
}
