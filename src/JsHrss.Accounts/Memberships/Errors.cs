namespace JsHrss.Accounts.Memberships;

/// <summary>Why a membership is not confirmed, or gets no other password; besides the codes of <see cref="Passwords.PasswordErrors"/> and <see cref="FaceChecks.FaceErrors"/>. Stable.</summary>
public static class MembershipErrors
{
    /// <summary>No membership of this person; whether it is somebody else's is not told.</summary>
    public const string Unknown = "membership_unknown";

    /// <summary>It is confirmed already.</summary>
    public const string AlreadyConfirmed = "already_confirmed";

    /// <summary>It is not confirmed yet.</summary>
    public const string NotConfirmed = "not_confirmed";

    /// <summary>Its thirty days are over.</summary>
    public const string InvitationExpired = "invitation_expired";

    /// <summary>Person, membership or unit is not served now; the reason says why.</summary>
    public const string NotServed = "not_served";

    /// <summary>This membership is signed in to by the app alone (C38): there is no password to be set anew.</summary>
    public const string NoPassword = "no_password";

    /// <summary>Something else changed it in the same moment; look again.</summary>
    public const string Changed = "membership_changed";

    /// <summary>No turn at the hash; come again.</summary>
    public const string Busy = "busy";
}

/// <summary>Why something was not done.</summary>
/// <param name="Code">One of <see cref="MembershipErrors"/>, <see cref="Passwords.PasswordErrors"/> or <see cref="FaceChecks.FaceErrors"/>.</param>
/// <param name="Reason">One of <see cref="Standing.AuthorityReasons"/> beside <see cref="MembershipErrors.NotServed"/>; null otherwise.</param>
public sealed record MembershipRefusal(string Code, string? Reason = null);
