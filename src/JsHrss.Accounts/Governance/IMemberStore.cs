using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>Members of units, as those who govern them see and change them. Each change is one transaction, and repeats in its condition what it was decided on: the actor's membership and the member's, each by its version.</summary>
/// <remarks>
/// Whatever narrows or ends a membership ends in the same transaction what acts in it: its parts of sessions, its grants (offline ones too), and with its end its credential. So refresh, introspection and evaluation
/// refuse on every node as soon as it is committed.
/// </remarks>
public interface IMemberStore
{
    /// <summary>The actor, the place and all members of it that are not ended; read live, one round trip. Null: the actor has no such membership in this unit, or the unit no such institution.</summary>
    ValueTask<MemberScene?> ReadAsync(PersonId actor, MembershipId acting, MemberPlace place, CancellationToken ct);

    /// <summary>The person of a document and all memberships that are not ended; null: nobody.</summary>
    ValueTask<MembershipsOfPerson?> FindAsync(IdentityDocument document, CancellationToken ct);

    /// <summary>Adds a member, awaiting confirmation. An overdue invitation that holds the seat is ended by the same transaction. Of any number that race, as many are added as there are seats (R121, R125).</summary>
    ValueTask<MemberStep> AddAsync(MemberAdded change, CancellationToken ct);

    /// <summary>Ends a membership with all that acts in it.</summary>
    ValueTask<MemberStep> EndAsync(MemberEnded change, CancellationToken ct);

    /// <summary>Ends one and adds another in its place: both or neither (R128).</summary>
    ValueTask<MemberStep> ReplaceAsync(MemberReplaced change, CancellationToken ct);

    /// <summary>Writes another role, period or scope; what acts in the membership goes on or is ended with it, as the change says.</summary>
    ValueTask<MemberStep> ChangeAsync(MemberChange change, CancellationToken ct);

    /// <summary>Notes 同意开通; a unit that did already keeps who did first.</summary>
    ValueTask<MemberStep> AcceptTermsAsync(TermsAccepted change, CancellationToken ct);
}

/// <summary>What a governing command decides on.</summary>
/// <param name="Person">The actor.</param>
/// <param name="Acting">The membership acted in.</param>
/// <param name="Institution">The place's institution; null: the place is the unit itself.</param>
/// <param name="TermsVersion">Newest version of the 开通须知 that was agreed to; null: none.</param>
/// <param name="Members">Those of the place that are not ended; overdue invitations too.</param>
public sealed record MemberScene(PersonStanding Person, UnitStanding Acting, PlaceInstitution? Institution, int? TermsVersion, ImmutableArray<StandingMember> Members);

/// <summary>The institution whose members are governed.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Number">机构编号; null: it is not approved.</param>
/// <param name="Status">Active: it takes members.</param>
public sealed record PlaceInstitution(InstitutionId Id, string Name, InstitutionNumber? Number, UnitStatus Status);

/// <summary>A member as it stands.</summary>
/// <param name="Person">Who.</param>
/// <param name="Unit">State of membership, unit and mandate.</param>
/// <param name="AddedAt">When it was made, UTC.</param>
/// <param name="Granter">授权人; null: nobody here.</param>
public sealed record StandingMember(PersonStanding Person, UnitStanding Unit, DateTimeOffset AddedAt, PersonName? Granter)
{
    /// <summary>Its row was moved past the house to where it is no part of the unit. It serves nothing, takes no seat, and is shown with the unit's own so that somebody can end it.</summary>
    public bool IsAstray { get; init; }

    /// <summary>By which role it is judged who may end it. What a row says that is astray is nobody's word, nor one that was made a representative's: it takes whoever may end anybody.</summary>
    public UnitRole ActedOnAs => IsAstray || Unit is { IsIntact: false, Role: UnitRole.LegalRepresentative } ? UnitRole.UnitAdministrator : Unit.Role;
}

/// <summary>What became of a change.</summary>
public enum MemberStep
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Member or actor are not any more as they were seen, or unit or institution are not active; nothing was written.</summary>
    Changed,

    /// <summary>No free seat of this role; nothing was written.</summary>
    NoSeat,

    /// <summary>The person has a role there (R147); nothing was written.</summary>
    HasRole,
}

/// <summary>The actor as decided on; the change is made only while it is still so.</summary>
/// <param name="Membership">The membership acted in: active, not suspended.</param>
/// <param name="Version">Its version.</param>
public sealed record ActorSeen(MembershipId Membership, int Version);

/// <summary>A new member.</summary>
/// <param name="By">Who adds it.</param>
/// <param name="Member">Awaiting confirmation, with its mandate.</param>
/// <param name="AddedAfter">Invitations that were not made after this are over, and give up their seats, UTC.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
/// <param name="OverdueFactOf">The fact of each invitation that ends by it. Pure: which these are is known only in the transaction.</param>
public sealed record MemberAdded(
    ActorSeen By, UnitMember Member, DateTimeOffset AddedAfter, DateTimeOffset At, ImmutableArray<AuditFact> Facts, Func<MembershipId, PersonId, AuditFact> OverdueFactOf)
{
    /// <summary>Who is told of it, in the same transaction.</summary>
    public ImmutableArray<Notice> Notices { get; init; } = [];
}

/// <summary>The end of a membership.</summary>
/// <param name="By">Who ends it; null: its holder leaves, or the house ends it.</param>
/// <param name="Membership">Which.</param>
/// <param name="Person">Whose.</param>
/// <param name="Version">The version seen.</param>
/// <param name="Because">Stable reason.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
/// <param name="FactOf">The fact of each session that ends by it. Pure: which these are is known only in the transaction.</param>
public sealed record MemberEnded(
    ActorSeen? By, MembershipId Membership, PersonId Person, int Version, string Because, DateTimeOffset At, ImmutableArray<AuditFact> Facts, Func<SessionId, AuditFact> FactOf)
{
    /// <summary>Who is told of it, in the same transaction.</summary>
    public ImmutableArray<Notice> Notices { get; init; } = [];
}

/// <summary>One in another's place.</summary>
/// <param name="Ended">Who goes.</param>
/// <param name="Added">Who comes.</param>
public sealed record MemberReplaced(MemberEnded Ended, MemberAdded Added);

/// <summary>Another role, period or scope of a member; who granted it is rewritten with it.</summary>
/// <param name="By">Who changes it.</param>
/// <param name="Membership">Which.</param>
/// <param name="Person">Whose.</param>
/// <param name="Version">The version seen.</param>
/// <param name="Role">The role it will have; <see cref="MemberStep.NoSeat"/> where none is free.</param>
/// <param name="Mandate">The mandate it will have: the same key, the next version (case UN-22).</param>
/// <param name="Narrows">Whether what acts in it ends: it acts as something else, or not now.</param>
/// <param name="Because">Stable reason of such an end.</param>
/// <param name="AddedAfter">As in <see cref="MemberAdded"/>: overdue invitations give up their seats.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts.</param>
/// <param name="OverdueFactOf">The fact of each invitation that ends by it.</param>
/// <param name="FactOf">The fact of each session that ends by it.</param>
public sealed record MemberChange(
    ActorSeen By,
    MembershipId Membership,
    PersonId Person,
    int Version,
    UnitRole Role,
    Mandate Mandate,
    bool Narrows,
    string Because,
    DateTimeOffset AddedAfter,
    DateTimeOffset At,
    ImmutableArray<AuditFact> Facts,
    Func<MembershipId, PersonId, AuditFact> OverdueFactOf,
    Func<SessionId, AuditFact> FactOf)
{
    /// <summary>Who is told of it, in the same transaction.</summary>
    public ImmutableArray<Notice> Notices { get; init; } = [];
}

/// <summary>同意开通.</summary>
/// <param name="By">Who agrees.</param>
/// <param name="Unit">For which unit.</param>
/// <param name="Person">Who.</param>
/// <param name="Version">To which version.</param>
/// <param name="At">UTC.</param>
/// <param name="Facts">Audit facts; written only when it is the first.</param>
public sealed record TermsAccepted(ActorSeen By, UnitId Unit, PersonId Person, int Version, DateTimeOffset At, ImmutableArray<AuditFact> Facts);
