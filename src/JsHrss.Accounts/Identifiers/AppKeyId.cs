namespace JsHrss.Accounts.Identifiers;

/// <summary>The enrolment of one key of the app by one person.</summary>
/// <param name="Value">Time-ordered key (RFC 9562 §5.7), the row's own.</param>
public readonly record struct AppKeyId(Guid Value)
{
    private const string Prefix = "k_";

    /// <summary>A new key.</summary>
    /// <param name="now">UTC; orders the key.</param>
    public static AppKeyId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <summary>Reads the public form; null for anything else.</summary>
    public static AppKeyId? Read(string? text) => PublicId.Read(Prefix, text) is { } value ? new(value) : null;

    /// <summary>Public form: <c>k_</c> and 26 characters.</summary>
    public override string ToString() => PublicId.Write(Prefix, Value);
}
