namespace JsHrss.Accounts.Governance;

/// <summary>Why a unit's members are not shown or changed; besides the codes of <see cref="Identifiers.IdentifierErrors"/> for what was typed. Stable.</summary>
public static class GovernanceErrors
{
    /// <summary>The actor is no member of this unit, or there is no such unit: which of them is not told (case UN-12). HTTP 404.</summary>
    public const string UnitUnknown = "unit_unknown";

    /// <summary>This unit has no such institution, or the actor acts in another one. HTTP 404.</summary>
    public const string InstitutionUnknown = "institution_unknown";

    /// <summary>Nobody here by this id: never existed, ended, another unit's or another institution's (case UN-12). HTTP 404.</summary>
    public const string MemberUnknown = "member_unknown";

    /// <summary>The actor's own membership serves nothing now (M15 where it is the period). HTTP 403.</summary>
    public const string NotServed = "not_served";

    /// <summary>The permission matrix says no (domain 7M). HTTP 403.</summary>
    public const string Forbidden = "operation_forbidden";

    /// <summary>Nobody changes his own role, items or period, or ends himself here (cases UN-11, UN-13); leaving is a thing of its own. HTTP 403.</summary>
    public const string OwnMembership = "own_membership";

    /// <summary>「首先阅读开通须知，点击同意开通按钮。」 was not done (R130). HTTP 409.</summary>
    public const string TermsNotAccepted = "terms_not_accepted";

    /// <summary>The actor was not proven within the last ten minutes (R146, M18). HTTP 403; prove again and repeat.</summary>
    public const string StepUpNeeded = "step_up_needed";

    /// <summary>M3: no account of at least real-name has this name, document and mobile; which of them differs is not told. HTTP 422.</summary>
    public const string NotMatched = "member_not_matched";

    /// <summary>So many were tried by this person, or for this unit, that nobody is looked for before the next window (<see cref="MemberTryOptions"/>, case EN-01). HTTP 429.</summary>
    public const string TooMany = "too_many";

    /// <summary>This person has a role in this unit or institution, or is its legal representative by the register (R147). HTTP 409.</summary>
    public const string HasRole = "person_has_role";

    /// <summary>M12: ten agents. HTTP 409.</summary>
    public const string AgentsFull = "agents_full";

    /// <summary>M17: there is an administrator. HTTP 409.</summary>
    public const string AdministratorExists = "administrator_exists";

    /// <summary>The member was changed since it was seen, or the actor's own membership was. HTTP 412.</summary>
    public const string Changed = "member_changed";

    /// <summary>The role is none that is appointed: administrator or agent. HTTP 422.</summary>
    public const string RoleForm = "role_form";

    /// <summary>The member has this role already. HTTP 409.</summary>
    public const string RoleSame = "role_same";

    /// <summary>The period ends before it starts. HTTP 422.</summary>
    public const string PeriodInverted = "validity_inverted";

    /// <summary>The period ends before today (R133). HTTP 422.</summary>
    public const string PeriodPast = "period_past";

    /// <summary>The period is longer than is allowed, or starts later than that (R133). HTTP 422.</summary>
    public const string PeriodTooLong = "period_too_long";

    /// <summary>The catalogue has no such item (R139). HTTP 422.</summary>
    public const string ItemUnknown = "item_unknown";

    /// <summary>Items are granted to agents; administrators and legal representatives have all (R122). HTTP 422.</summary>
    public const string ItemsOfAgentsOnly = "items_of_agents_only";

    /// <summary>The institution takes no members now. HTTP 409.</summary>
    public const string InstitutionInactive = "institution_inactive";

    /// <summary>The legal representative does not leave; the register says who it is. HTTP 403.</summary>
    public const string RepresentativeStays = "representative_stays";

    /// <summary>The unit's profile was changed since it was seen, or the actor's own membership was. HTTP 412.</summary>
    public const string ProfileChanged = "profile_changed";

    /// <summary>A member of the profile is empty, too long, or holds what is no text of one line. HTTP 422.</summary>
    public const string ProfileForm = "profile_form";
}
