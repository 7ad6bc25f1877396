using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>「管理人可对经办人授权设置其可以经办的事项权限」 (R139): the items of an agent, all of them written anew.</summary>
public sealed class GrantItems(IMemberStore store, IBusinessItems catalogue, TimeProvider clock)
{
    /// <summary>Grants. None is an answer too: the agent signs in and has nothing to do (R136).</summary>
    /// <param name="actor">Who.</param>
    /// <param name="seen">To whom.</param>
    /// <param name="items">Codes of the catalogue; may be hostile.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>To whom, or one of <see cref="GovernanceErrors"/>.</returns>
    public async ValueTask<Result<MemberDone>> HandleAsync(GovernanceActor actor, SeenMember seen, ImmutableArray<string> items, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var entered = await Governed.EnterAsync(store, actor, seen.Place, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!entered.IsOk)
            return new Refusal(entered.Code!);
        var here = entered.Value;
        // Whoever may change an administrator is told that there is no list to be set; to others he is out of reach.
        if (here.Find(seen.Membership) is { Unit.Role: UnitRole.UnitAdministrator } && here.May(GovernanceOperation.ChangeAdministrator))
            return new Refusal(GovernanceErrors.ItemsOfAgentsOnly);
        var found = here.Member(seen, MemberActions.GrantItems);
        if (!found.IsOk)
            return new Refusal(found.Code!);
        var scope = ItemScope.Read(items, catalogue);
        if (!scope.IsOk)
            return new Refusal(scope.Code!);
        // What was taken away is gone from the next token on, and from every answer at once (UN-05, UN-22): whoever acts goes on with the rest.
        var change = MandateChange.Of(here, found.Value, FactCodes.MemberItemsGranted, mandate => mandate with { Scope = scope.Value });
        return change is null ? new Refusal(GovernanceErrors.Changed) : MandateChange.Done(await store.ChangeAsync(change, ct).ConfigureAwait(false), change);
    }
}
