namespace JsHrss.Accounts.AppKeys;

/// <summary>Refusals about keys of the app.</summary>
public static class AppKeyErrors
{
    /// <summary>The face check is not passed, somebody else's, another key's or flow's, too old, or used before.</summary>
    public const string EvidenceRefused = "evidence_refused";

    /// <summary>Another person has enrolled the key.</summary>
    public const string KeyTaken = "key_taken";

    /// <summary>No such key of this person, or it has ended.</summary>
    public const string Unknown = "app_key_unknown";

    /// <summary>No P-256 thumbprint.</summary>
    public const string NoKey = "no_key";
}
