namespace JsHrss.Accounts.Identifiers;

/// <summary>证件号码 in canonical form: upper case, without spaces, shortened to the part that stays a person's for life.</summary>
public sealed record IdNumber
{
    internal IdNumber(string value) => Value = value;

    /// <summary>Canonical characters.</summary>
    public string Value { get; }

    /// <summary>Masked.</summary>
    public override string ToString() => Masking.Document(Value);
}
