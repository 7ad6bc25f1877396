namespace JsHrss.Accounts.Identifiers;

/// <summary>A delivery address in the book of a person or a unit.</summary>
/// <param name="Value">Time-ordered key (RFC 9562 §5.7), the row's own.</param>
public readonly record struct AddressId(Guid Value)
{
    private const string Prefix = "a_";

    /// <summary>A new key.</summary>
    /// <param name="now">UTC; orders the key.</param>
    public static AddressId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <summary>Reads the public form; null for anything else.</summary>
    public static AddressId? Read(string? text) => PublicId.Read(Prefix, text) is { } value ? new(value) : null;

    /// <summary>Public form: <c>a_</c> and 26 characters.</summary>
    public override string ToString() => PublicId.Write(Prefix, Value);
}
