using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Signals;

/// <summary>That something ended or changed, as relying parties may come to hear of it: keys and codes, and nothing personal.</summary>
public sealed record Signal
{
    /// <summary>The form of these members; a reader that knows a smaller number passes over what it does not know.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The key of the audit fact it was made of; the same change has the same key however often it is read.</summary>
    public required Guid Id { get; init; }

    /// <summary>What happened, and to what.</summary>
    public required SignalType Type { get; init; }

    /// <summary>Version of the form it was written in.</summary>
    public required int Version { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Stable reason code; null: there is none to tell.</summary>
    public string? Reason { get; init; }

    /// <summary>On whose doing.</summary>
    public required SignalInitiator Initiator { get; init; }

    /// <summary>Whom it concerns; null where it is a unit's alone.</summary>
    public PersonId? Person { get; init; }

    /// <summary>Which session.</summary>
    public SessionId? Session { get; init; }

    /// <summary>In which membership; null: oneself, or none.</summary>
    public MembershipId? Membership { get; init; }

    /// <summary>Under which mandate.</summary>
    public MandateId? Mandate { get; init; }

    /// <summary>In which unit.</summary>
    public UnitId? Unit { get; init; }

    /// <summary>In which institution of the unit; null: in the unit itself, or in none.</summary>
    public InstitutionId? Institution { get; init; }
}

/// <summary>On whose doing something changed. The numbers are stored.</summary>
public enum SignalInitiator
{
    /// <summary>The person whom it concerns.</summary>
    Person = 1,

    /// <summary>Somebody else: a member of the unit, or an officer.</summary>
    Administrator = 2,

    /// <summary>Nobody: a job, an operator's command, or what another system told.</summary>
    Server = 3,
}
