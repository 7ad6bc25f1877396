using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>「更新期限」 (R142): one that is over, or has not begun, serves again without a new confirmation.</summary>
public sealed class RenewMandate(IMemberStore store, GovernanceOptions options, TimeProvider clock)
{
    /// <summary>Writes another period; items and role stay.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="seen">Whose.</param>
    /// <param name="period">As typed.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Whose it was, or one of <see cref="GovernanceErrors"/>.</returns>
    public async ValueTask<Result<MemberDone>> HandleAsync(GovernanceActor actor, SeenMember seen, MandatePeriod period, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(period);
        var entered = await Governed.EnterAsync(store, actor, seen.Place, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!entered.IsOk)
            return new Refusal(entered.Code!);
        var here = entered.Value;
        var found = here.Member(seen, MemberActions.Renew);
        if (!found.IsOk)
            return new Refusal(found.Code!);
        var validity = period.Read(options, here.Today);
        if (!validity.IsOk)
            return new Refusal(validity.Code!);
        var change = MandateChange.Of(here, found.Value, FactCodes.MemberRenewed, mandate => mandate with { Validity = validity.Value });
        if (change is null)
            return new Refusal(GovernanceErrors.Changed);
        var moved = validity.Value.StateAt(here.Now) != ValidityState.Current;
        return MandateChange.Done(await store.ChangeAsync(moved ? change with { Narrows = true } : change, ct).ConfigureAwait(false), change);
    }
}
