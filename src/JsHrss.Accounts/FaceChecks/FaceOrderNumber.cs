using System.Security.Cryptography;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>Our number of one attempt at a channel: 32 letters and digits, unique for ever (<c>outer_order_no</c>, domain §2.4).</summary>
public readonly record struct FaceOrderNumber
{
    /// <summary>Characters of a number.</summary>
    public const int Length = 32;

    private FaceOrderNumber(string value) => Value = value;

    /// <summary>The number.</summary>
    public string Value { get; }

    /// <summary>A new one, of 128 random bits: it tells nothing about how many there were.</summary>
    public static FaceOrderNumber Next() => new(RandomNumberGenerator.GetHexString(Length, lowercase: true));

    /// <summary>Reads one; null for anything else. One spelling only.</summary>
    /// <param name="text">May be hostile.</param>
    public static FaceOrderNumber? Read(string? text) => text is { Length: Length } && text.All(c => char.IsAsciiHexDigitLower(c)) ? new FaceOrderNumber(text) : null;

    /// <summary>As stored; for Storage only.</summary>
    public static FaceOrderNumber Restore(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
