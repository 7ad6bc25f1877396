namespace JsHrss.Accounts.People;

/// <summary>Why an account has a level.</summary>
/// <param name="Level">The level it supports.</param>
/// <param name="Method">How it was established.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Source">Which system said so: a stable code, for instance <c>population-register</c>.</param>
public sealed record AssuranceEvidence(AssuranceLevel Level, AssuranceMethod Method, DateTimeOffset At, string Source)
{
    /// <summary>The source's own number of what it did, to ask it by later; null where it knows none. At most 200 printable ASCII characters.</summary>
    public string? Transaction { get; init; }
}

/// <summary>How a level was established. The numbers are stored.</summary>
public enum AssuranceMethod
{
    /// <summary>The person said so.</summary>
    SelfDeclared = 1,

    /// <summary>基础库比对: name and document number were matched.</summary>
    RegisterMatch = 2,

    /// <summary>人脸认证: the face was matched.</summary>
    FaceCheck = 3,

    /// <summary>经办窗口: an officer saw person and document.</summary>
    Counter = 4,
}
