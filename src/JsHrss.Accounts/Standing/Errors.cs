namespace JsHrss.Accounts.Standing;

/// <summary>Why somebody's authority does not serve now. Stable: they stand in audit facts, and pages map them to words.</summary>
public static class AuthorityReasons
{
    /// <summary>The account is frozen.</summary>
    public const string Frozen = "frozen";

    /// <summary>The account is suspended.</summary>
    public const string PersonSuspended = "person_suspended";

    /// <summary>The person's level is below what is asked.</summary>
    public const string LevelTooLow = "level_too_low";

    /// <summary>The session has ended.</summary>
    public const string SessionEnded = "session_ended";

    /// <summary>The membership is gone or ended.</summary>
    public const string NoMembership = "no_membership";

    /// <summary>The membership is not confirmed yet.</summary>
    public const string AwaitingConfirmation = "awaiting_confirmation";

    /// <summary>The membership is suspended.</summary>
    public const string Suspended = "suspended";

    /// <summary>What stands in the database is not what was written (R146).</summary>
    public const string Tampered = "membership_tampered";

    /// <summary>Unit duties of the person or membership rest for a while.</summary>
    public const string OnHold = "on_hold";

    /// <summary>The unit is suspended or ended.</summary>
    public const string UnitInactive = "unit_inactive";

    /// <summary>The institution is suspended or ended.</summary>
    public const string InstitutionInactive = "institution_inactive";

    /// <summary>An administrator or agent without mandate.</summary>
    public const string NoMandate = "no_mandate";

    /// <summary>M15: the mandate begins later.</summary>
    public const string NotStarted = "not_started";

    /// <summary>M15: the mandate is over.</summary>
    public const string Ended = "ended";

    /// <summary>Whether a reason is a matter of the mandate's period, which the legal representative or administrator can mend (M15).</summary>
    public static bool IsMandate(string reason) => reason is NoMandate or NotStarted or Ended;
}
