using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Units;

/// <summary>单位: a legal entity.</summary>
public sealed record Unit
{
    /// <summary>Its key.</summary>
    public required UnitId Id { get; init; }

    /// <summary>统一社会信用代码; null for the few that have none (C34). Unique.</summary>
    public UnifiedSocialCreditCode? CreditCode { get; init; }

    /// <summary>单位编号. Unique.</summary>
    public required UnitNumber Number { get; init; }

    /// <summary>单位全称.</summary>
    public required string Name { get; init; }

    /// <summary>单位类别.</summary>
    public required UnitType Type { get; init; }

    /// <summary>统筹区, when known.</summary>
    public Region? Region { get; init; }

    /// <summary>Whether it exists still.</summary>
    public UnitStatus Status { get; init; } = UnitStatus.Active;

    /// <summary>When it was opened here, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts changes, from 1.</summary>
    public int Version { get; init; } = 1;
}

/// <summary>单位类别, with the word tokens carry (<c>unit_type</c>). The numbers are stored.</summary>
public enum UnitType
{
    /// <summary>企业, <c>enterprise</c>.</summary>
    Enterprise = 1,

    /// <summary>事业单位, <c>institution</c>.</summary>
    PublicInstitution = 2,

    /// <summary>个体工商户, <c>individual_business</c>.</summary>
    IndividualBusiness = 3,

    /// <summary>社会组织, <c>social_organization</c>.</summary>
    SocialOrganization = 4,

    /// <summary>其他, <c>other</c>.</summary>
    Other = 5,
}

/// <summary>Whether a unit exists. The numbers are stored.</summary>
public enum UnitStatus
{
    /// <summary>It does.</summary>
    Active = 1,

    /// <summary>Suspended by the department.</summary>
    Suspended = 2,

    /// <summary>Deregistered, merged, or its code issued anew: tokens for it end (case UN-16).</summary>
    Ended = 3,
}
