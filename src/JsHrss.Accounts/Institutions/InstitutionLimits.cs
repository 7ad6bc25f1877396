namespace JsHrss.Accounts.Institutions;

/// <summary>How much a unit may ask for. The guides name no numbers; these keep one unit from filling the officers' list. Held in the transaction that writes, one unit's applications after another.</summary>
public static class InstitutionLimits
{
    /// <summary>Applications of one unit that wait for a decision.</summary>
    public const int OpenApplications = 5;

    /// <summary>Applications of one unit within <see cref="Day"/>, withdrawn and refused ones too.</summary>
    public const int ApplicationsADay = 20;

    /// <summary>The time in which they are counted.</summary>
    public static TimeSpan Day { get; } = TimeSpan.FromHours(24);
}
