using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Memberships;

/// <summary>Memberships as their holder sees and changes them.</summary>
public interface IMembershipStore
{
    /// <summary>Every membership of a person that is not ended, with its password; one round trip. Null: no such person.</summary>
    ValueTask<HeldMemberships?> OfAsync(PersonId person, CancellationToken ct);

    /// <summary>Awaiting confirmation → active, with its first password, and the face check is consumed: all or nothing, conditional. Of any number that race, one is done.</summary>
    ValueTask<MembershipStep> ConfirmAsync(MembershipConfirmed change, CancellationToken ct);

    /// <summary>Another password; its failures and its lock are gone, what was signed in by the former one and what acts in this membership is ended, and the face check is consumed: all or nothing, conditional.</summary>
    ValueTask<MembershipStep> SetPasswordAsync(MembershipPasswordSet change, CancellationToken ct);
}

/// <summary>A person's memberships.</summary>
/// <param name="Person">Who.</param>
/// <param name="All">Those that are not ended, by key.</param>
public sealed record HeldMemberships(PersonStanding Person, ImmutableArray<HeldMembership> All);

/// <summary>One of them.</summary>
/// <param name="Unit">State of membership, unit and mandate.</param>
/// <param name="AddedAt">When it was made, UTC.</param>
/// <param name="Password">Its password; null: none was set.</param>
/// <param name="Granter">授权人; null: not known, or nobody here.</param>
public sealed record HeldMembership(UnitStanding Unit, DateTimeOffset AddedAt, Credential? Password, PersonName? Granter)
{
    /// <summary>When an invitation is over, UTC.</summary>
    public DateTimeOffset ConfirmUntil => AddedAt + Invitation.Lasts;
}

/// <summary>What became of a change.</summary>
public enum MembershipStep
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>The face check is not passed, is over, or was consumed meanwhile; nothing was written.</summary>
    FaceCheckSpent,

    /// <summary>The membership or its password is not any more as it was found; nothing was written.</summary>
    Changed,
}

/// <summary>A confirmation.</summary>
/// <param name="Membership">Which; awaiting confirmation.</param>
/// <param name="Version">The version that was found: another role, period or items given meanwhile are not confirmed unseen.</param>
/// <param name="AddedAfter">Invitations that were not made after this are over, UTC.</param>
/// <param name="Face">The check it consumes.</param>
/// <param name="Password">The membership's first.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
public sealed record MembershipConfirmed(
    MembershipId Membership, int Version, DateTimeOffset AddedAfter, SpentFaceCheck Face, Credential Password, DateTimeOffset At, ImmutableArray<AuditFact> Facts)
{
    /// <summary>Who is told of it, in the same transaction.</summary>
    public ImmutableArray<Notice> Notices { get; init; } = [];
}

/// <summary>Another password.</summary>
/// <param name="Membership">Whose; active.</param>
/// <param name="Face">The check it consumes.</param>
/// <param name="Password">As it will be.</param>
/// <param name="Replaces">The hash that was found: another one that came meanwhile stays.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
/// <param name="FactOf">The fact of each session that ends by it. Pure: which these are is known only in the transaction.</param>
public sealed record MembershipPasswordSet(
    MembershipId Membership, SpentFaceCheck Face, Credential Password, PasswordHash Replaces, DateTimeOffset At, ImmutableArray<AuditFact> Facts, Func<SessionId, AuditFact> FactOf);
