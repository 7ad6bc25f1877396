using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Units;

/// <summary>单位与人的关系: one person in one role in one unit, or in one institution of it. Its password is a credential of its own.</summary>
public sealed record UnitMember
{
    private UnitMember()
    {
    }

    /// <summary>Its key.</summary>
    public required MembershipId Id { get; init; }

    /// <summary>Who.</summary>
    public required PersonId Person { get; init; }

    /// <summary>In which unit.</summary>
    public required UnitId Unit { get; init; }

    /// <summary>In which institution of it; null: in the unit itself.</summary>
    public InstitutionId? Institution { get; init; }

    /// <summary>As what.</summary>
    public required UnitRole Role { get; init; }

    /// <summary>How the link between person and unit was proven.</summary>
    public required MembershipLink Link { get; init; }

    /// <summary>Where it stands in its life.</summary>
    public MemberStatus Status { get; init; } = MemberStatus.Active;

    /// <summary>Suspended; a field of its own, because it passes and the status stays.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>Its duties rest until then.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>What it may do; null for legal representatives only.</summary>
    public Mandate? Mandate { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts changes, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>A legal representative: no mandate, no period.</summary>
    public static UnitMember LegalRepresentative(MembershipId id, PersonId person, UnitId unit, MembershipLink link, DateTimeOffset now) =>
        new() { Id = id, Person = person, Unit = unit, Role = UnitRole.LegalRepresentative, Link = link, CreatedAt = now };

    /// <summary>An administrator, whose mandate holds all items.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static UnitMember Administrator(MembershipId id, PersonId person, UnitId unit, MembershipLink link, Mandate mandate, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(mandate);
        if (!mandate.Scope.IsAll)
            throw new ArgumentException("An administrator's mandate holds all items (R122).", nameof(mandate));
        return new() { Id = id, Person = person, Unit = unit, Role = UnitRole.UnitAdministrator, Link = link, Mandate = mandate, CreatedAt = now };
    }

    /// <summary>An agent, whose mandate names its items.</summary>
    /// <exception cref="ArgumentException">It holds all.</exception>
    public static UnitMember Agent(MembershipId id, PersonId person, UnitId unit, MembershipLink link, Mandate mandate, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(mandate);
        if (mandate.Scope.IsAll)
            throw new ArgumentException("An agent acts only within the items granted (R137).", nameof(mandate));
        return new() { Id = id, Person = person, Unit = unit, Role = UnitRole.Agent, Link = link, Mandate = mandate, CreatedAt = now };
    }
}

/// <summary>Where a membership stands in its life. Expired and not-yet-started are read from the mandate, suspended from its own field. The numbers are stored (partial indexes name 9).</summary>
public enum MemberStatus
{
    /// <summary>Added; the person has not confirmed in the app yet (R134).</summary>
    AwaitingConfirmation = 1,

    /// <summary>Confirmed.</summary>
    Active = 2,

    /// <summary>Over for good; adding the person again makes a new membership (R143, case UN-21).</summary>
    Ended = 9,
}

/// <summary>How a person's link to a unit was proven; tokens carry the word in lower case. The numbers are stored.</summary>
public enum MembershipLink
{
    /// <summary>The registration authority names the person.</summary>
    Registry = 1,

    /// <summary>Papers at the counter.</summary>
    Counter = 2,

    /// <summary>Taken over from an older hall.</summary>
    Legacy = 3,

    /// <summary>An upstream system vouches for it.</summary>
    Federated = 4,

    /// <summary>A legal representative or administrator appointed the person.</summary>
    Delegated = 5,
}
