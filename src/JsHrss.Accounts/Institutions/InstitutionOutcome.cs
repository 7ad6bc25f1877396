namespace JsHrss.Accounts.Institutions;

/// <summary>What became of a wish about an institution. A closed union.</summary>
public abstract record InstitutionOutcome
{
    private InstitutionOutcome()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Institution">As it is now.</param>
    public sealed record Done(Institution Institution) : InstitutionOutcome;

    /// <summary>Nothing was written.</summary>
    /// <param name="Reason">One of <see cref="InstitutionErrors"/>.</param>
    /// <param name="Now">As it is, where the reason is that it is not as it was seen or not where the step begins; null otherwise.</param>
    public sealed record Refused(string Reason, Institution? Now = null) : InstitutionOutcome;
}
