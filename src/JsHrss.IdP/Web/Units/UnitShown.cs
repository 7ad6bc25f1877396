namespace JsHrss.IdP.Web.Units;

/// <summary>The unit that a page acts for, and as which member of it.</summary>
internal sealed record UnitShown
{
    /// <summary>Key of the membership acted in, as addresses hold it.</summary>
    public required string Membership { get; init; }

    /// <summary>单位全称.</summary>
    public required string Name { get; init; }

    /// <summary>统一社会信用代码; null for the few that have none.</summary>
    public string? CreditCode { get; init; }

    /// <summary>单位编号.</summary>
    public required string Number { get; init; }

    /// <summary>单位类别: the word that tokens carry.</summary>
    public required string Type { get; init; }

    /// <summary>Name of the institution the membership is limited to; null: the unit itself.</summary>
    public string? Institution { get; init; }

    /// <summary>机构编号; null: the unit itself.</summary>
    public string? InstitutionNumber { get; init; }

    /// <summary><c>legal_representative</c>, <c>administrator</c> or <c>agent</c>.</summary>
    public required string Role { get; init; }

    /// <summary>First day of the mandate; null: without period.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>Last day of it.</summary>
    public DateOnly? End { get; init; }

    /// <summary>Why nothing can be done in it now, a stable code; null: it serves.</summary>
    public string? Barred { get; init; }

    /// <summary>Whether its members are this member's matter (domain 7M).</summary>
    public required bool Governs { get; init; }

    /// <summary>Whether the unit's institutions are this member's matter (domain 7M).</summary>
    public required bool KeepsInstitutions { get; init; }

    /// <summary>Whether it can be left by oneself.</summary>
    public required bool MayLeave { get; init; }

    /// <summary>The person showed within the last minutes who they are (R146).</summary>
    public required bool IsFresh { get; init; }

    /// <summary>How it can be shown again.</summary>
    public required ProofWays Ways { get; init; }

    /// <summary>For the band under the header.</summary>
    public required ContextOption Acting { get; init; }
}

/// <summary>By what a person can show once more that it is they, in a unit. The unit's password always.</summary>
/// <param name="ByPhone">By an enrolled phone.</param>
/// <param name="ByFace">By a face check.</param>
internal sealed record ProofWays(bool ByPhone, bool ByFace);
