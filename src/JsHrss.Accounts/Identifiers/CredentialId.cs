namespace JsHrss.Accounts.Identifiers;

/// <summary>A password, of a person or of one membership; or a passkey of a person.</summary>
/// <param name="Value">Time-ordered key (RFC 9562 §5.7), the row's own.</param>
public readonly record struct CredentialId(Guid Value)
{
    private const string Prefix = "c_";

    /// <summary>A new key.</summary>
    /// <param name="now">UTC; orders the key.</param>
    public static CredentialId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <summary>Reads the public form; null for anything else.</summary>
    public static CredentialId? Read(string? text) => PublicId.Read(Prefix, text) is { } value ? new(value) : null;

    /// <summary>Public form: <c>c_</c> and 26 characters.</summary>
    public override string ToString() => PublicId.Write(Prefix, Value);
}
