namespace JsHrss.Accounts.Identifiers;

/// <summary>机构编号, for instance J0000007: opaque, unique, in a range of its own (domain §1.11, C27).</summary>
public sealed record InstitutionNumber
{
    private InstitutionNumber(string value) => Value = value;

    /// <summary>4-20 of digits, capital letters and hyphens.</summary>
    public string Value { get; }

    /// <summary>Reads what was typed.</summary>
    public static Result<InstitutionNumber> Read(string? text)
    {
        if (TypedText.Squeeze(text) is not { } typed)
            return new Refusal(IdentifierErrors.Missing);
        return UnitNumber.HasForm(typed) ? new InstitutionNumber(typed) : new Refusal(IdentifierErrors.NumberForm);
    }

    /// <summary>As stored; for Storage only.</summary>
    public static InstitutionNumber Restore(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
