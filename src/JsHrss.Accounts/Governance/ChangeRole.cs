using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>「身份变更」 (R144, C6): agent ↔ administrator, by the legal representative alone. Promotion gives every item, demotion none; the period stays, and what acted in the former role ends.</summary>
public sealed class ChangeRole(IMemberStore store, TimeProvider clock)
{
    /// <summary>Changes it.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="seen">Whose.</param>
    /// <param name="role">Administrator or agent.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Whose it was, or one of <see cref="GovernanceErrors"/>.</returns>
    public async ValueTask<Result<MemberDone>> HandleAsync(GovernanceActor actor, SeenMember seen, UnitRole role, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var entered = await Governed.EnterAsync(store, actor, seen.Place, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!entered.IsOk)
            return new Refusal(entered.Code!);
        var here = entered.Value;
        // Either way somebody becomes an administrator or is one no more.
        var found = here.Member(seen, MemberActions.ChangeRole, fresh: true);
        if (!found.IsOk)
            return new Refusal(found.Code!);
        if (role is not (UnitRole.UnitAdministrator or UnitRole.Agent))
            return new Refusal(GovernanceErrors.RoleForm);
        if (found.Value.Unit.Role == role)
            return new Refusal(GovernanceErrors.RoleSame);
        var scope = role == UnitRole.UnitAdministrator ? MandateScope.All : MandateScope.None;
        var change = MandateChange.Of(here, found.Value, FactCodes.MemberRoleChanged, mandate => mandate with { Scope = scope }, role);
        return change is null ? new Refusal(GovernanceErrors.Changed) : MandateChange.Done(await store.ChangeAsync(change, ct).ConfigureAwait(false), change);
    }
}
