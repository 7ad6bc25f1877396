namespace JsHrss.Accounts.FaceChecks;

/// <summary>Refusals about face checks. Stable: pages and the app map them to words.</summary>
public static class FaceErrors
{
    /// <summary>The code expects somebody else's phone.</summary>
    public const string OtherPerson = "face_other_person";

    /// <summary>No such attempt, or another flow's or person's.</summary>
    public const string Unknown = "face_unknown";

    /// <summary>No consent of its own was given to this check (REG-30).</summary>
    public const string ConsentMissing = "face_consent_missing";

    /// <summary>What was agreed to is not the text that counts now: it is shown anew (REG-30).</summary>
    public const string ConsentChanged = "face_consent_changed";

    /// <summary>No channel checks holders of this kind of document: the counter does (C42).</summary>
    public const string NoChannel = "face_no_channel";

    /// <summary>The channel does not answer now; another may (case FT-14).</summary>
    public const string ChannelUnavailable = "face_channel_unavailable";

    /// <summary>The channel will not check this holder, now or later: another channel, or the counter.</summary>
    public const string ChannelRefuses = "face_channel_refuses";

    /// <summary>Holders under 14 are not checked without their guardian (REG-23).</summary>
    public const string TooYoung = "face_too_young";

    /// <summary>Too many attempts.</summary>
    public const string TooMany = "too_many";

    /// <summary>M18: the ten minutes are over.</summary>
    public const string Expired = "face_expired";

    /// <summary>It was decided before, or replaced by another.</summary>
    public const string Over = "face_over";

    /// <summary>The attempt was not passed.</summary>
    public const string NotPassed = "face_not_passed";

    /// <summary>The result is not signed by the app's face service for this attempt, this person and this key (case QR-15).</summary>
    public const string AssertionInvalid = "face_assertion_invalid";
}
