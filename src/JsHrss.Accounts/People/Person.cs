using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.People;

/// <summary>个人: one human, one subject. Units, roles and passwords are kept elsewhere.</summary>
public sealed record Person
{
    /// <summary>Subject: 16 random bytes that say nothing of the person.</summary>
    public required PersonId Id { get; init; }

    /// <summary>姓名.</summary>
    public required PersonName Name { get; init; }

    /// <summary>证件.</summary>
    public required IdentityDocument Document { get; init; }

    /// <summary>移动电话, unique among persons; null while none is bound.</summary>
    public PhoneNumber? Phone { get; init; }

    /// <summary>统筹区, when known.</summary>
    public Region? Region { get; init; }

    /// <summary>认证等级.</summary>
    public AssuranceLevel Level { get; init; } = AssuranceLevel.Registered;

    /// <summary>A real person counts as real-name from this instant on, unless a further check prolongs it; null: for as long as the account lives.</summary>
    public DateTimeOffset? RealPersonUntil { get; init; }

    /// <summary>What the levels rest on, oldest first.</summary>
    public ImmutableArray<AssuranceEvidence> Evidence { get; init; } = [];

    /// <summary>Frozen by an officer, an appeal or fraud control: closes every way in, at redemption too (security decision 8).</summary>
    public DateTimeOffset? FrozenAt { get; init; }

    /// <summary>Suspended because the register says deceased or invalid (domain §7M).</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>Until <see cref="HoldUntil"/> the account counts as at most this level (SMS-only recovery, security decision 10).</summary>
    public AssuranceLevel? CappedAtLevel { get; init; }

    /// <summary>Unit duties and factor changes rest until then.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>When the account was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last change of name, document, phone or region, UTC (<c>updated_at</c>).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts changes, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The person with a level established. Refused with <c>level_needs_real_name</c>: a face alone makes nobody a real person (R26).</summary>
    public Result<Person> Establish(AssuranceEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (evidence is { Level: AssuranceLevel.RealPerson, Method: AssuranceMethod.FaceCheck } && Level < AssuranceLevel.RealName)
            return new Refusal(PeopleErrors.LevelNeedsRealName);
        return this with { Level = (AssuranceLevel)Math.Max((int)Level, (int)evidence.Level), Evidence = Evidence.Add(evidence), Version = Version + 1 };
    }

    /// <summary>Masked.</summary>
    public override string ToString() => $"{Id} {Name}";
}
