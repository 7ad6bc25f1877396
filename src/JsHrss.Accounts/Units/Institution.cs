using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Units;

/// <summary>机构: an account a unit opens for one line of business, with members of its own (R151). It narrows authority, never widens it.</summary>
public sealed record Institution
{
    /// <summary>Its key.</summary>
    public required InstitutionId Id { get; init; }

    /// <summary>The unit it belongs to.</summary>
    public required UnitId Unit { get; init; }

    /// <summary>机构编号. Unique, in a range apart from unit numbers.</summary>
    public required InstitutionNumber Number { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it exists.</summary>
    public UnitStatus Status { get; init; } = UnitStatus.Active;

    /// <summary>When it was opened, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
