using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;

namespace JsHrss.Accounts.Standing;

/// <summary>A person's state, as read in the same round trip as grant or session.</summary>
public sealed record PersonStanding
{
    /// <summary>Who.</summary>
    public required PersonId Id { get; init; }

    /// <summary>The account's level, before any cap.</summary>
    public required AssuranceLevel Level { get; init; }

    /// <summary>What made the account a real person's counts until then; from that instant on it is a real-name one. Null: without end.</summary>
    public DateTimeOffset? RealPersonUntil { get; init; }

    /// <summary>At most this level until <see cref="HoldUntil"/>; null: no cap.</summary>
    public AssuranceLevel? CappedAtLevel { get; init; }

    /// <summary>Frozen since; null: not.</summary>
    public DateTimeOffset? FrozenAt { get; init; }

    /// <summary>Suspended since; null: not.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>Unit duties rest until; null: they do not.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>The row's version.</summary>
    public required int Version { get; init; }

    /// <summary>Name, document and phone, unsealed only when a claim or page needs them.</summary>
    public required Lazy<PersonProfile> Profile { get; init; }

    /// <summary>The level that counts now.</summary>
    public AssuranceLevel LevelAt(DateTimeOffset now)
    {
        var level = Level == AssuranceLevel.RealPerson && now >= RealPersonUntil ? AssuranceLevel.RealName : Level;
        return CappedAtLevel is { } cap && cap < level && (HoldUntil is null || now < HoldUntil) ? cap : level;
    }

    /// <summary>Says who, nothing else.</summary>
    public override string ToString() => Id.ToString();
}

/// <summary>What is sealed in a person's row.</summary>
/// <param name="Name">姓名.</param>
/// <param name="Document">证件.</param>
/// <param name="Phone">移动电话; null while none is bound.</param>
/// <param name="Region">统筹区, when known.</param>
/// <param name="UpdatedAt">Last change, UTC.</param>
public sealed record PersonProfile(PersonName Name, IdentityDocument Document, PhoneNumber? Phone, Region? Region, DateTimeOffset UpdatedAt);
