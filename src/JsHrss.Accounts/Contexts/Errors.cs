namespace JsHrss.Accounts.Contexts;

/// <summary>Why no context is served, besides <see cref="Standing.AuthorityReasons"/>. Stable.</summary>
public static class ContextReasons
{
    /// <summary>The client serves units only, and scope <c>unit</c> was not asked.</summary>
    public const string UnitNotAsked = "unit_not_asked";

    /// <summary>The client does not serve persons.</summary>
    public const string PersonNotServed = "person_not_served";

    /// <summary>The client does not serve units, or scope <c>unit</c> was not asked.</summary>
    public const string UnitNotServed = "unit_not_served";

    /// <summary>The client is not institution-aware.</summary>
    public const string InstitutionNotServed = "institution_not_served";

    /// <summary>The hint names no unit or institution of this person.</summary>
    public const string HintUnknown = "hint_unknown";

    /// <summary>This person has no unit.</summary>
    public const string NoUnits = "no_units";
}
