namespace JsHrss.Accounts.Passkeys;

/// <summary>Refusals about passkeys, and reasons in audit facts. Stored; they never change.</summary>
public static class PasskeyErrors
{
    /// <summary>No name was typed.</summary>
    public const string NameMissing = "passkey_name_missing";

    /// <summary>Too long, or with signs that cannot be seen.</summary>
    public const string NameUnfit = "passkey_name_unfit";

    /// <summary>The session carries no fresh proof at the strength of what is enrolled (case AS-06).</summary>
    public const string ProofNeeded = "passkey_proof_needed";

    /// <summary>Factor changes rest after a recovery by SMS alone (security decision 10).</summary>
    public const string OnHold = "passkey_on_hold";

    /// <summary>There are <see cref="Passkey.MostOfAPerson"/> already.</summary>
    public const string TooMany = "passkey_too_many";

    /// <summary>This passkey is enrolled already.</summary>
    public const string Known = "passkey_known";

    /// <summary>No such passkey, or another person's.</summary>
    public const string Unknown = "passkey_unknown";

    /// <summary>The challenge is not ours, over, of another browser, or for another purpose.</summary>
    public const string ChallengeOver = "passkey_challenge_over";

    /// <summary>The challenge was answered before.</summary>
    public const string ChallengeSpent = "passkey_challenge_spent";

    /// <summary>The answer does not verify: signature, origin, relying party, sign count or shape.</summary>
    public const string NotVerified = "passkey_not_verified";

    /// <summary>The authenticator did not verify its holder.</summary>
    public const string UserNotVerified = "passkey_user_not_verified";

    /// <summary>One person was asked and another one's passkey answered.</summary>
    public const string OtherPerson = "passkey_other_person";

    /// <summary>To bind it takes a fresh face check, or another key that is bound, of an account at level real-person.</summary>
    public const string NotBinding = "passkey_not_binding";

    /// <summary>The passkey was used elsewhere, or removed, between look and use.</summary>
    public const string Changed = "passkey_changed";
}
