namespace JsHrss.Accounts.Institutions;

/// <summary>Why nothing was done with an institution. Stable.</summary>
public static class InstitutionErrors
{
    /// <summary>No such institution, or it is another unit's.</summary>
    public const string Unknown = "institution_unknown";

    /// <summary>The role does not apply for institutions, or somebody acts within one instead of for the whole unit (7M).</summary>
    public const string NotPermitted = "operation_forbidden";

    /// <summary>No name.</summary>
    public const string NameMissing = "name_missing";

    /// <summary>Too short, too long, or signs that no name has.</summary>
    public const string NameUnfit = "name_unfit";

    /// <summary>No line of business.</summary>
    public const string BusinessLineMissing = "business_line_missing";

    /// <summary>Too short, too long, or signs that no name has.</summary>
    public const string BusinessLineUnfit = "business_line_unfit";

    /// <summary>A decision against somebody needs a reason.</summary>
    public const string ReasonMissing = "reason_missing";

    /// <summary>Too short, too long, or signs that are not shown.</summary>
    public const string ReasonUnfit = "reason_unfit";

    /// <summary>The call does not say for which officer it is made.</summary>
    public const string OfficerMissing = "officer_missing";

    /// <summary>It is no account name.</summary>
    public const string OfficerUnfit = "officer_unfit";

    /// <summary>The unit has an institution, or an application for one, of this name.</summary>
    public const string NameTaken = "name_taken";

    /// <summary>As many applications as a unit may have wait already (<see cref="InstitutionLimits.OpenApplications"/>).</summary>
    public const string TooManyOpen = "too_many_open";

    /// <summary>As many as a unit may make within a day (<see cref="InstitutionLimits.ApplicationsADay"/>).</summary>
    public const string TooManyToday = "too_many_today";

    /// <summary>It is not any more as it was seen.</summary>
    public const string Changed = "institution_changed";

    /// <summary>This step does not lead on from where it stands.</summary>
    public const string WrongState = "wrong_state";

    /// <summary>No such unit.</summary>
    public const string UnitUnknown = "unit_unknown";

    /// <summary>The unit is suspended or ended.</summary>
    public const string UnitInactive = "unit_inactive";
}
