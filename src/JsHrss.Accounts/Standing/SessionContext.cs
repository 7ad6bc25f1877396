using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Standing;

/// <summary>In which capacity a person acts: for themselves, or in one membership. A property of a grant, never of person or session.</summary>
/// <param name="Membership">Null: for themselves.</param>
public readonly record struct SessionContext(MembershipId? Membership)
{
    private const string SelfText = "self";

    /// <summary>For themselves.</summary>
    public static SessionContext Self { get; }

    /// <summary>Whether for themselves.</summary>
    public bool IsSelf => Membership is null;

    /// <summary>Reads <c>self</c> or a membership's id; null for anything else.</summary>
    public static SessionContext? Read(string? text) =>
        text == SelfText ? Self : MembershipId.Read(text) is { } membership ? new(membership) : null;

    /// <summary><c>self</c>, or the membership's id.</summary>
    public override string ToString() => Membership?.ToString() ?? SelfText;
}
