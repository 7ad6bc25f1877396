using System.Collections.Frozen;

namespace JsHrss.Accounts.Signals;

/// <summary>What a signal is about. Whoever reads one can rely on the key of its subject being there.</summary>
public enum SignalSubject
{
    /// <summary>A person's account: <see cref="Signal.Person"/>.</summary>
    Account = 1,

    /// <summary>A session: <see cref="Signal.Session"/> and <see cref="Signal.Person"/>.</summary>
    Session = 2,

    /// <summary>A membership and its mandate: <see cref="Signal.Membership"/>, <see cref="Signal.Unit"/> and <see cref="Signal.Person"/>.</summary>
    Membership = 3,

    /// <summary>A unit or its representation: <see cref="Signal.Unit"/>.</summary>
    Unit = 4,

    /// <summary>An institution of a unit: <see cref="Signal.Institution"/> and <see cref="Signal.Unit"/>.</summary>
    Institution = 5,
}

/// <summary>Stable types of signals. They are stored and told; one that was ever used is never renamed or given another meaning.</summary>
/// <param name="Code">As stored and told, for instance <c>session.ended</c>.</param>
/// <param name="Subject">What it is about.</param>
public sealed record SignalType(string Code, SignalSubject Subject)
{
    /// <summary>A session is over, with its grants that have no <c>offline_access</c>.</summary>
    public static SignalType SessionEnded { get; } = new("session.ended", SignalSubject.Session);

    /// <summary>One context of a session is over, and the session goes on; which: <see cref="Signal.Membership"/>, or oneself.</summary>
    public static SignalType ContextEnded { get; } = new("session.context_ended", SignalSubject.Session);

    /// <summary>Every grant of a person is over, those with <c>offline_access</c> too. Each session that ended with them has a signal of its own.</summary>
    public static SignalType GrantsEnded { get; } = new("account.grants_ended", SignalSubject.Account);

    /// <summary>A passkey or an app key was added, bound or removed.</summary>
    public static SignalType AccountCredentialChanged { get; } = new("account.credential_changed", SignalSubject.Account);

    /// <summary>The account's level was raised, or its end put off.</summary>
    public static SignalType LevelChanged { get; } = new("account.level_changed", SignalSubject.Account);

    /// <summary>A membership is over, or an invitation to one that nobody confirmed.</summary>
    public static SignalType MembershipEnded { get; } = new("membership.ended", SignalSubject.Membership);

    /// <summary>A mandate has other dates or other items than before.</summary>
    public static SignalType MandateChanged { get; } = new("mandate.changed", SignalSubject.Membership);

    /// <summary>A membership's status or role is another one than before, or its institution's state, by which it serves or does not.</summary>
    public static SignalType MembershipChanged { get; } = new("membership.changed", SignalSubject.Membership);

    /// <summary>A membership's password was set anew.</summary>
    public static SignalType MembershipCredentialChanged { get; } = new("membership.credential_changed", SignalSubject.Membership);

    /// <summary>Another person represents the unit by law than before.</summary>
    public static SignalType RepresentativeChanged { get; } = new("unit.representative_changed", SignalSubject.Unit);

    /// <summary>What a unit says of itself is other than before.</summary>
    public static SignalType UnitChanged { get; } = new("unit.changed", SignalSubject.Unit);

    /// <summary>An institution is suspended: nobody acts in it. Each member of it has a <see cref="MembershipChanged"/> of its own.</summary>
    public static SignalType InstitutionSuspended { get; } = new("institution.suspended", SignalSubject.Institution);

    /// <summary>It goes on, and its members with it.</summary>
    public static SignalType InstitutionResumed { get; } = new("institution.resumed", SignalSubject.Institution);

    /// <summary>It is over. Each membership that ended with it has a signal of its own.</summary>
    public static SignalType InstitutionEnded { get; } = new("institution.ended", SignalSubject.Institution);

    /// <summary>All of them.</summary>
    public static FrozenDictionary<string, SignalType> All { get; } = new[]
    {
        SessionEnded, ContextEnded, GrantsEnded, AccountCredentialChanged, LevelChanged, MembershipEnded, MandateChanged, MembershipChanged, MembershipCredentialChanged, RepresentativeChanged,
        UnitChanged, InstitutionSuspended, InstitutionResumed, InstitutionEnded,
    }.ToFrozenDictionary(type => type.Code, StringComparer.Ordinal);
}
