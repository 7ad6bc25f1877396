namespace JsHrss.IdP.Web.Units;

/// <summary>Whether a browser may act in the membership that an address names. A closed union.</summary>
internal abstract record UnitEntrance
{
    private UnitEntrance()
    {
    }

    /// <summary>It may.</summary>
    /// <param name="Unit">As which member of what.</param>
    internal sealed record Open(UnitShown Unit) : UnitEntrance;

    /// <summary>It is this person's membership, and the session has not shown what opens it: the unit's password, an own phone or passkey.</summary>
    internal sealed record ProofMissing : UnitEntrance;

    /// <summary>It is this person's membership, and waits to be confirmed in the app.</summary>
    internal sealed record Pending : UnitEntrance;

    /// <summary>There is no such membership, or it is somebody else's: one answer for both (cases UN-01, UN-12).</summary>
    internal sealed record Unknown : UnitEntrance;
}
