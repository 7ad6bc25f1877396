namespace JsHrss.Accounts.FaceChecks;

/// <summary>The flow that asked for a face check. What passed for one flow counts for no other (case QR-15).</summary>
/// <param name="Purpose">Which kind of flow.</param>
/// <param name="Id">Which one of that kind: at most 64 printable ASCII characters, as <see cref="FacePurpose"/> says.</param>
public sealed record FaceFlow(FacePurpose Purpose, string Id);

/// <summary>What a face check is for. The numbers are stored.</summary>
public enum FacePurpose
{
    /// <summary>A person who is signed in proves to be there: step-up, and raising the level. The flow is the session.</summary>
    StepUp = 1,

    /// <summary>Enrolling a key of the app (ADR 0015). The flow is the key's thumbprint.</summary>
    AppKey = 2,

    /// <summary>Confirming a membership and setting its password (R135). The flow is the membership.</summary>
    ConfirmMembership = 3,

    /// <summary>Setting a membership's password anew in the app (R114). The flow is the membership.</summary>
    MembershipPassword = 4,
}
