using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>Who leaves.</summary>
/// <param name="Person">Who, from the session.</param>
/// <param name="ProvenAt">When the person last gave a proof that counts (<see cref="GovernanceProof"/>), UTC; null: none did.</param>
/// <param name="Origin">From where.</param>
public sealed record MemberLeaving(PersonId Person, DateTimeOffset? ProvenAt, RequestOrigin Origin);

/// <summary>A member leaves by himself, in whatever state the membership is, a pending one too. An administrator proves himself for it (R146); the unit may then be without one (case UN-13), as it was before it had one.</summary>
public sealed class LeaveUnit(IUnitStore units, IMemberStore store, TimeProvider clock)
{
    /// <summary>Leaves.</summary>
    /// <param name="actor">Who; in which context does not matter.</param>
    /// <param name="membership">Which; another person's is unknown.</param>
    /// <param name="version">The version seen.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Which was left, or <see cref="GovernanceErrors.MemberUnknown"/>, <see cref="GovernanceErrors.RepresentativeStays"/>, <see cref="GovernanceErrors.StepUpNeeded"/>, <see cref="GovernanceErrors.Changed"/>.</returns>
    public async ValueTask<Result<MemberDone>> HandleAsync(MemberLeaving actor, MembershipId membership, int version, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow();
        var held = await units.MembershipsAsync(actor.Person, ct).ConfigureAwait(false);
        if (held?.Units.FirstOrDefault(one => one.Membership == membership) is not { } unit)
            return new Refusal(GovernanceErrors.MemberUnknown);
        if (!GovernanceMatrix.Allows(unit.Role, GovernanceOperation.Leave))
            return new Refusal(GovernanceErrors.RepresentativeStays);
        if (unit is { Role: UnitRole.UnitAdministrator, Status: MemberStatus.Active } && !GovernanceProof.IsFresh(actor.ProvenAt, now))
            return new Refusal(GovernanceErrors.StepUpNeeded);
        if (unit.Version != version)
            return new Refusal(GovernanceErrors.Changed);
        var fact = MemberFacts.Left(actor, unit, now);
        var change = new MemberEnded(null, membership, actor.Person, version, MemberEnds.Left, now, [fact], MemberFacts.SessionsOf(fact, MemberEnds.Left)) { Notices = MemberNotices.Left(held.Person, unit) };
        var step = await store.EndAsync(change, ct).ConfigureAwait(false);
        return step == MemberStep.Done ? new MemberDone(membership, version + 1) : new Refusal(GovernanceErrors.Changed);
    }
}
