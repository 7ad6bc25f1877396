namespace JsHrss.Accounts.Identifiers;

/// <summary>One attempt at 人脸识别.</summary>
/// <param name="Value">Time-ordered key (RFC 9562 §5.7), the row's own.</param>
public readonly record struct FaceCheckId(Guid Value)
{
    private const string Prefix = "f_";

    /// <summary>A new key.</summary>
    /// <param name="now">UTC; orders the key.</param>
    public static FaceCheckId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <summary>Reads the public form; null for anything else.</summary>
    public static FaceCheckId? Read(string? text) => PublicId.Read(Prefix, text) is { } value ? new(value) : null;

    /// <summary>Public form: <c>f_</c> and 26 characters.</summary>
    public override string ToString() => PublicId.Write(Prefix, Value);
}
