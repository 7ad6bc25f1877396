namespace JsHrss.Accounts.Identifiers;

/// <summary>A mandate (授权).</summary>
/// <param name="Value">Time-ordered key (RFC 9562 §5.7), the row's own.</param>
public readonly record struct MandateId(Guid Value)
{
    private const string Prefix = "d_";

    /// <summary>A new key.</summary>
    /// <param name="now">UTC; orders the key.</param>
    public static MandateId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <summary>Reads the public form; null for anything else.</summary>
    public static MandateId? Read(string? text) => PublicId.Read(Prefix, text) is { } value ? new(value) : null;

    /// <summary>Public form: <c>d_</c> and 26 characters.</summary>
    public override string ToString() => PublicId.Write(Prefix, Value);
}
