using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Institutions;

/// <summary>机构: an account a unit opens for one line of business, 「如人才流动服务条线批准设立的就业见习示范基地」, with members of its own (R151, C27). It narrows authority, never widens it.</summary>
public sealed record Institution
{
    /// <summary>Its key.</summary>
    public required InstitutionId Id { get; init; }

    /// <summary>The unit it belongs to.</summary>
    public required UnitId Unit { get; init; }

    /// <summary>机构编号, unique and never given again; null until it is approved, because nobody can act in what was only asked for.</summary>
    public InstitutionNumber? Number { get; init; }

    /// <summary>Its name, as <see cref="InstitutionText.Name"/> reads it.</summary>
    public required string Name { get; init; }

    /// <summary>条线, as <see cref="InstitutionText.BusinessLine"/> reads it.</summary>
    public required string BusinessLine { get; init; }

    /// <summary>Where it stands.</summary>
    public InstitutionStatus Status { get; init; } = InstitutionStatus.Active;

    /// <summary>Who applied; null: an officer created it.</summary>
    public InstitutionApplicant? AppliedBy { get; init; }

    /// <summary>The last decision of an officer; null: none was made yet.</summary>
    public InstitutionDecision? Decision { get; init; }

    /// <summary>When it was applied for or created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts changes, from 1.</summary>
    public int Version { get; init; } = 1;
}

/// <summary>Who applied for an institution.</summary>
/// <param name="Person">Who.</param>
/// <param name="Membership">As legal representative or administrator of the unit.</param>
public sealed record InstitutionApplicant(PersonId Person, MembershipId Membership);

/// <summary>An officer's last decision on an institution.</summary>
/// <param name="By">For whom it was made, and by which system.</param>
/// <param name="At">UTC.</param>
/// <param name="Reason">Why, for the unit to read; null: none was given.</param>
public sealed record InstitutionDecision(OfficerInCharge By, DateTimeOffset At, string? Reason);

/// <summary>Where an institution stands. The numbers are stored; the first three are those of <see cref="Units.UnitStatus"/>, by which its members are judged.</summary>
public enum InstitutionStatus
{
    /// <summary>Approved: it has its number, and members may act in it.</summary>
    Active = 1,

    /// <summary>Suspended by an officer; it may be resumed.</summary>
    Suspended = 2,

    /// <summary>Over for good. Its number is never given again.</summary>
    Ended = 3,

    /// <summary>Applied for, and not decided on yet.</summary>
    Applied = 4,

    /// <summary>An officer refused the application.</summary>
    Refused = 5,

    /// <summary>The unit withdrew the application.</summary>
    Withdrawn = 6,
}
