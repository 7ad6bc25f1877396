namespace JsHrss.Accounts.AppKeys;

/// <summary>Refusals about keys of the app.</summary>
public static class AppKeyErrors
{
    /// <summary>The face check is somebody else's, too old, or of an account that may not have one.</summary>
    public const string EvidenceRefused = "evidence_refused";

    /// <summary>The key is enrolled by another person, or the face check was used before.</summary>
    public const string KeyTaken = "key_taken";

    /// <summary>No such key of this person, or it has ended.</summary>
    public const string Unknown = "app_key_unknown";

    /// <summary>No P-256 thumbprint.</summary>
    public const string NoKey = "no_key";
}
