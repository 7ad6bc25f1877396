namespace JsHrss.Accounts.Identifiers;

/// <summary>One browser's session. Never sent to clients: they see a <c>sid</c> made for them.</summary>
/// <param name="Value">Time-ordered key (RFC 9562 §5.7), the row's own.</param>
public readonly record struct SessionId(Guid Value)
{
    private const string Prefix = "s_";

    /// <summary>A new key.</summary>
    /// <param name="now">UTC; orders the key.</param>
    public static SessionId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <summary>Reads the public form; null for anything else.</summary>
    public static SessionId? Read(string? text) => PublicId.Read(Prefix, text) is { } value ? new(value) : null;

    /// <summary>Public form: <c>s_</c> and 26 characters.</summary>
    public override string ToString() => PublicId.Write(Prefix, Value);
}
