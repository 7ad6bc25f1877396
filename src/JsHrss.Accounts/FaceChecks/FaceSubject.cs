using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>Whose face a check expects.</summary>
/// <param name="Name">姓名, as registered.</param>
/// <param name="Document">证件.</param>
public sealed record FaceSubject(PersonName Name, IdentityDocument Document)
{
    /// <summary>Masked.</summary>
    public override string ToString() => $"{Name} {Document}";
}
