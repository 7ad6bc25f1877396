using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Institutions;

/// <summary>Institutions and applications for them. Each change is one transaction with its facts, and repeats in its condition what it was decided on.</summary>
public interface IInstitutionStore
{
    /// <summary>One of them, whatever its state, with its unit. Null: no such institution.</summary>
    ValueTask<InstitutionOfUnit?> FindAsync(InstitutionId id, CancellationToken ct);

    /// <summary>A unit, whatever its state. Null: no such unit.</summary>
    ValueTask<Unit?> UnitAsync(UnitId id, CancellationToken ct);

    /// <summary>Those of one unit, in every state, by key.</summary>
    /// <param name="unit">Whose.</param>
    /// <param name="after">Those behind this one; null: from the first.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<ImmutableArray<Institution>> OfUnitAsync(UnitId unit, InstitutionId? after, int most, CancellationToken ct);

    /// <summary>How many seats are taken in the institutions of a unit; where none is, nothing is said.</summary>
    /// <param name="unit">Whose.</param>
    /// <param name="addedAfter">Invitations that were not made after this are over, and count no more, UTC.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<ImmutableArray<InstitutionSeats>> SeatsAsync(UnitId unit, DateTimeOffset addedAfter, CancellationToken ct);

    /// <summary>Those of all units in one state, by key: who asked first comes first.</summary>
    /// <param name="status">Which state.</param>
    /// <param name="after">Those behind this one; null: from the first.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<ImmutableArray<InstitutionOfUnit>> InStateAsync(InstitutionStatus status, InstitutionId? after, int most, CancellationToken ct);

    /// <summary>Writes a new institution; conditional: the unit is active, none of its institutions has the name, the applicant's membership still is what it was, and the limits hold. One unit's go one after another, on all nodes. Without applicant it gets its number.</summary>
    /// <returns>As it was written; or one of <see cref="InstitutionErrors"/>, and nothing is written.</returns>
    ValueTask<Result<Institution>> AddAsync(InstitutionAdded change, CancellationToken ct);

    /// <summary>Moves an institution; conditional: version and state are those it was decided on, the actor's membership still is what it was, and the unit is active where the step needs it. An approved one gets its number, the next that no institution ever had and no unit has; what acts in a suspended or ended one is ended with it.</summary>
    /// <returns>As it is now; null, and nothing written: it is not as it was found.</returns>
    ValueTask<Institution?> MoveAsync(InstitutionMoved change, CancellationToken ct);
}

/// <summary>An institution, and the unit it belongs to.</summary>
/// <param name="Institution">What.</param>
/// <param name="Unit">Whose.</param>
public sealed record InstitutionOfUnit(Institution Institution, Unit Unit);

/// <summary>Members of an institution.</summary>
/// <param name="Institution">Of which.</param>
/// <param name="Role">In which role.</param>
/// <param name="Count">How many, pending and suspended ones too.</param>
public sealed record InstitutionSeats(InstitutionId Institution, UnitRole Role, int Count);

/// <summary>A new institution.</summary>
/// <param name="Institution">As it will be, but for the number.</param>
/// <param name="FactOf">Its fact. Pure: the number is known only in the transaction.</param>
public sealed record InstitutionAdded(Institution Institution, Func<Institution, AuditFact> FactOf);

/// <summary>A step.</summary>
/// <param name="Seen">As it was found.</param>
/// <param name="Step">What is done.</param>
/// <param name="Decision">By whom and why; null: the unit withdraws.</param>
/// <param name="At">UTC.</param>
/// <param name="FactOf">Its fact. Pure: the number is known only in the transaction.</param>
/// <param name="SessionEndOf">The fact of each session that ends by it. Pure.</param>
/// <param name="MemberOf">The fact of each membership that ends by it, or serves nothing until it is resumed, or serves again (<see cref="InstitutionStep.MemberFact"/>). Pure.</param>
public sealed record InstitutionMoved(
    Institution Seen, InstitutionStep Step, InstitutionDecision? Decision, DateTimeOffset At, Func<Institution, AuditFact> FactOf,
    Func<SessionId, PersonId, AuditFact> SessionEndOf, Func<MembershipId, PersonId, AuditFact> MemberOf)
{
    /// <summary>Who of the unit does it, in which membership: it is done only while that still keeps the unit's institutions. Null: the house does it.</summary>
    public InstitutionApplicant? By { get; init; }
}
