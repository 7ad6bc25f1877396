namespace JsHrss.Accounts.QrSignIn;

/// <summary>Why something cannot be done with a code. Stable: the app maps them to words.</summary>
public static class QrErrors
{
    /// <summary>No code of ours.</summary>
    public const string Unknown = "qr_unknown";

    /// <summary>Too late, or another code took its place, or it is answered.</summary>
    public const string Expired = "qr_expired";

    /// <summary>Another phone was first (case QR-03).</summary>
    public const string Taken = "qr_taken";

    /// <summary>Too many scans, or too many unanswered ones (case QR-13).</summary>
    public const string TooMany = "too_many";

    /// <summary>No request of this person.</summary>
    public const string RequestUnknown = "request_unknown";

    /// <summary>It was answered, or its time is over.</summary>
    public const string RequestOver = "request_over";

    /// <summary>The app's key is not enrolled.</summary>
    public const string KeyNotEnrolled = "key_not_enrolled";

    /// <summary>The account's level is below what the context needs.</summary>
    public const string LevelTooLow = "level_too_low";

    /// <summary>The context is not among those offered, or does not serve now.</summary>
    public const string ContextRefused = "context_refused";

    /// <summary>Something must be asked first that only a page of the browser asks, such as consent to a third party.</summary>
    public const string PageNeeded = "page_needed";

    /// <summary>One person was to prove it once more, and another one's phone confirmed.</summary>
    public const string OtherPerson = "qr_other_person";

    /// <summary>The signature is not the key's over what was shown.</summary>
    public const string SignatureInvalid = "signature_invalid";
}

/// <summary>Why an approval was not taken.</summary>
/// <param name="Code">One of <see cref="QrErrors"/>.</param>
/// <param name="Reason">One of <see cref="Standing.AuthorityReasons"/> beside <see cref="QrErrors.ContextRefused"/>; null otherwise.</param>
public sealed record QrRefusal(string Code, string? Reason = null)
{
    /// <summary>Of a context that cannot be chosen.</summary>
    /// <param name="reason">As in <see cref="OfferedContext.Refused"/>.</param>
    public static QrRefusal OfContext(string reason) =>
        reason is QrErrors.KeyNotEnrolled or Standing.AuthorityReasons.LevelTooLow ? new QrRefusal(reason) : new QrRefusal(QrErrors.ContextRefused, reason);
}
