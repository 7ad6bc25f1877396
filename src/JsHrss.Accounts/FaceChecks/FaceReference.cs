namespace JsHrss.Accounts.FaceChecks;

/// <summary>The channel's own number of an attempt, at most 128 printable ASCII characters (Alipay: <c>certify_id</c>). It belongs to one attempt alone: whoever keeps attempts keeps it unique within a channel.</summary>
/// <remarks>A reference that comes a second time is a replayed answer, whose result would belong to somebody else (case AS-11).</remarks>
public readonly record struct FaceReference
{
    /// <summary>Characters at most.</summary>
    public const int MaxLength = 128;

    private FaceReference(string value) => Value = value;

    /// <summary>The number as the channel wrote it.</summary>
    public string Value { get; }

    /// <summary>Reads a channel's number; null when it is none that could be kept.</summary>
    public static FaceReference? Read(string? text) =>
        text is { Length: > 0 and <= MaxLength } && text.All(c => c is > ' ' and < '\x7f') ? new FaceReference(text) : null;

    /// <inheritdoc />
    public override string ToString() => Value;
}
