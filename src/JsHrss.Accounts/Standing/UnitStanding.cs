using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Standing;

/// <summary>One membership's state with its unit, institution and mandate, as read in one round trip.</summary>
public sealed record UnitStanding
{
    /// <summary>Whether membership and mandate are what this house wrote (R146); false: somebody changed them past it, and nothing of them is believed.</summary>
    public bool IsIntact { get; init; } = true;

    /// <summary>The unit.</summary>
    public required UnitId Unit { get; init; }

    /// <summary>单位全称.</summary>
    public required string UnitName { get; init; }

    /// <summary>统一社会信用代码; null for the few that have none.</summary>
    public UnifiedSocialCreditCode? CreditCode { get; init; }

    /// <summary>单位编号.</summary>
    public required UnitNumber UnitNumber { get; init; }

    /// <summary>单位类别.</summary>
    public required UnitType UnitType { get; init; }

    /// <summary>统筹区, when known.</summary>
    public Region? Region { get; init; }

    /// <summary>The unit's status.</summary>
    public required UnitStatus UnitStatus { get; init; }

    /// <summary>The institution the membership is limited to; null: the unit itself.</summary>
    public InstitutionStanding? Institution { get; init; }

    /// <summary>The membership.</summary>
    public required MembershipId Membership { get; init; }

    /// <summary>Its role.</summary>
    public required UnitRole Role { get; init; }

    /// <summary>How the link was proven.</summary>
    public required MembershipLink Link { get; init; }

    /// <summary>Its status.</summary>
    public required MemberStatus Status { get; init; }

    /// <summary>Suspended since; null: not.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>Its duties rest until; null: they do not.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>The row's version.</summary>
    public required int Version { get; init; }

    /// <summary>The mandate; null for legal representatives, and for anybody whose mandate is gone.</summary>
    public Mandate? Mandate { get; init; }

    /// <summary>The context this membership is.</summary>
    public SessionContext Context => new(Membership);

    /// <summary>What may be done: all items without mandate (the legal representative), else what the mandate says.</summary>
    public MandateScope Scope => !IsIntact ? MandateScope.None : Role == UnitRole.LegalRepresentative ? MandateScope.All : Mandate?.Scope ?? MandateScope.None;
}

/// <summary>The institution a membership is limited to.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Number">机构编号.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Whether it exists.</param>
public sealed record InstitutionStanding(InstitutionId Id, InstitutionNumber Number, string Name, UnitStatus Status);
