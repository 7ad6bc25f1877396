using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>「更换管理员：法人线上自助更换」 (R128): the former one ends with all that acts for him, and the next one awaits confirmation; both or neither.</summary>
public sealed class ReplaceAdministrator(IMemberStore store, AppointMember appoint, TimeProvider clock)
{
    /// <summary>Replaces.</summary>
    /// <param name="actor">The legal representative.</param>
    /// <param name="seen">The administrator who goes.</param>
    /// <param name="form">Who comes; somebody without a role here.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The new administrator, or one of <see cref="GovernanceErrors"/> or <see cref="Identifiers.IdentifierErrors"/>.</returns>
    public async ValueTask<Result<MemberDone>> HandleAsync(GovernanceActor actor, SeenMember seen, MemberForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var entered = await Governed.EnterAsync(store, actor, seen.Place, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!entered.IsOk)
            return new Refusal(entered.Code!);
        var here = entered.Value;
        var found = here.Member(seen, role => role == UnitRole.UnitAdministrator ? GovernanceOperation.ChangeAdministrator : null);
        if (!found.IsOk)
            return new Refusal(found.Code!);
        var added = await appoint.HandleAsync(here, UnitRole.UnitAdministrator, form, MandateScope.All, found.Value, ct).ConfigureAwait(false);
        if (!added.IsOk)
            return new Refusal(added.Code!);
        var step = await store.ReplaceAsync(new MemberReplaced(EndMember.Change(here, found.Value, MemberEnds.Replaced), added.Value), ct).ConfigureAwait(false);
        return Governed.RefusalOf(step, UnitRole.UnitAdministrator) is { } refusal ? new Refusal(refusal) : new MemberDone(added.Value.Member.Id, added.Value.Member.Version);
    }
}
