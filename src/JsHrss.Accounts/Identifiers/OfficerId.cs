namespace JsHrss.Accounts.Identifiers;

/// <summary>A member of the department's staff in the console.</summary>
/// <param name="Value">Time-ordered key (RFC 9562 §5.7), the row's own.</param>
public readonly record struct OfficerId(Guid Value)
{
    private const string Prefix = "o_";

    /// <summary>A new key.</summary>
    /// <param name="now">UTC; orders the key.</param>
    public static OfficerId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <summary>Reads the public form; null for anything else.</summary>
    public static OfficerId? Read(string? text) => PublicId.Read(Prefix, text) is { } value ? new(value) : null;

    /// <summary>Public form: <c>o_</c> and 26 characters.</summary>
    public override string ToString() => PublicId.Write(Prefix, Value);
}
