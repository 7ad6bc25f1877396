using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Evaluation;

/// <summary>Why an item may not be done now, as relying parties read it. Stable; each says no more than a relying party may know.</summary>
public static class EvaluationReasons
{
    /// <summary>Nobody whom this relying party knows by that name.</summary>
    public const string SubjectUnknown = "subject_unknown";

    /// <summary>No item of this relying party's.</summary>
    public const string ItemUnknown = "item_unknown";

    /// <summary>The item is not offered yet, or not any more.</summary>
    public const string ItemNotOffered = "item_not_offered";

    /// <summary>The item does not take this action, or not from somebody who acts for themselves (R152).</summary>
    public const string ActionNotOffered = "action_not_offered";

    /// <summary>The relying party is not registered for persons or units, or has nobody's leave to see units.</summary>
    public const string ContextNotServed = "context_not_served";

    /// <summary>The person may not act for that unit. Said alike of units that do not exist.</summary>
    public const string NoMandate = "no_mandate";

    /// <summary>The person's authority is for another part of the unit than was asked, that part is closed, or the relying party knows no institutions.</summary>
    public const string Institution = "institution";

    /// <summary>The membership waits for the person's own confirmation (R134).</summary>
    public const string AwaitingConfirmation = "awaiting_confirmation";

    /// <summary>The mandate begins later (M15).</summary>
    public const string NotStarted = "not_started";

    /// <summary>The mandate is over (M15).</summary>
    public const string Ended = "ended";

    /// <summary>Person or membership is suspended.</summary>
    public const string Suspended = "suspended";

    /// <summary>Unit duties rest for a while.</summary>
    public const string OnHold = "on_hold";

    /// <summary>The unit is suspended or deregistered.</summary>
    public const string UnitInactive = "unit_inactive";

    /// <summary>The mandate is another one, or another version of it, than the relying party has seen (case UN-22).</summary>
    public const string MandateChanged = "mandate_changed";

    /// <summary>The mandate does not hold the item (R137).</summary>
    public const string ItemMissing = "item_missing";

    /// <summary>The person's level is below what the item, the relying party or acting for units asks.</summary>
    public const string LevelTooLow = "level_too_low";

    /// <summary>What of a reason of <see cref="AuthorityReasons"/> is said to relying parties. Whether an account is frozen or suspended is not their matter.</summary>
    public static string Of(string authorityReason) => authorityReason switch
    {
        AuthorityReasons.Frozen or AuthorityReasons.PersonSuspended or AuthorityReasons.Suspended or AuthorityReasons.Tampered => Suspended,
        AuthorityReasons.LevelTooLow => LevelTooLow,
        AuthorityReasons.NoMembership or AuthorityReasons.NoMandate => NoMandate,
        AuthorityReasons.AwaitingConfirmation => AwaitingConfirmation,
        AuthorityReasons.OnHold => OnHold,
        AuthorityReasons.UnitInactive => UnitInactive,
        AuthorityReasons.InstitutionInactive => Institution,
        AuthorityReasons.NotStarted => NotStarted,
        AuthorityReasons.Ended => Ended,
        _ => throw new ArgumentOutOfRangeException(nameof(authorityReason), authorityReason, "Not a reason of a person or membership."),
    };
}
