namespace JsHrss.Accounts.Representatives;

/// <summary>Why somebody whom the register names does not come to represent a unit. Stable: the app maps them to words.</summary>
public static class RepresentativeErrors
{
    /// <summary>Another person represents the unit here (R121). What becomes of the former one is decided where the change of the register is taken over (C7), never at a scan.</summary>
    public const string Stands = "representative_stands";

    /// <summary>The register could not be asked; nothing is made of an answer of before.</summary>
    public const string RegisterUnavailable = "register_unavailable";

    /// <summary>The register does not, or no longer, name this person, or the unit is none that exists here.</summary>
    public const string NotNamed = "not_named";
}
