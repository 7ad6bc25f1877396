using System.Security.Cryptography;

namespace JsHrss.Accounts.CounterSlips;

/// <summary>编号 of a slip: eight signs that are hard to mishear or misread, drawn at random. It opens nothing by itself: the counter looks at person and document too.</summary>
public readonly record struct CounterSlipNumber
{
    private const string Signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Length = 8;

    private CounterSlipNumber(string value) => Value = value;

    /// <summary>The eight signs.</summary>
    public string Value { get; }

    /// <summary>As printed and read out: four and four.</summary>
    public string Spaced => $"{Value[..4]}-{Value[4..]}";

    /// <summary>A new one.</summary>
    public static CounterSlipNumber Next() => new(RandomNumberGenerator.GetString(Signs, Length));

    /// <summary>Reads what an officer types: small letters, blanks and the hyphen are forgiven. Null: no number.</summary>
    public static CounterSlipNumber? Read(string? text)
    {
        if (text is null or { Length: > 40 })
            return null;
        var typed = text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return typed.Length == Length && typed.All(sign => Signs.Contains(sign, StringComparison.Ordinal)) ? new CounterSlipNumber(typed) : null;
    }

    /// <summary>As stored; for Storage only.</summary>
    public static CounterSlipNumber Restore(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
