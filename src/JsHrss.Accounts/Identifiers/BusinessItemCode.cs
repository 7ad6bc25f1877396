namespace JsHrss.Accounts.Identifiers;

/// <summary>事项编码, for instance SI-0102.</summary>
public readonly record struct BusinessItemCode : IComparable<BusinessItemCode>
{
    private BusinessItemCode(string value) => Value = value;

    /// <summary>2-32 of digits, capital letters and hyphens.</summary>
    public string Value { get; }

    /// <summary>Reads a code, exactly as written.</summary>
    public static Result<BusinessItemCode> Read(string? text) =>
        text is { Length: >= 2 and <= 32 } && text.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c) || c == '-')
            ? new BusinessItemCode(text)
            : new Refusal(IdentifierErrors.ItemCode);

    /// <inheritdoc />
    public int CompareTo(BusinessItemCode other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(BusinessItemCode left, BusinessItemCode right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(BusinessItemCode left, BusinessItemCode right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(BusinessItemCode left, BusinessItemCode right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(BusinessItemCode left, BusinessItemCode right) => left.CompareTo(right) >= 0;

    /// <inheritdoc />
    public override string ToString() => Value;
}
