using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.IdP.Limits;

/// <summary>How often somebody changes members, units and address books, in memory; and tries whether a person is to be added, in the store: that bound holds on all nodes together, and after a restart (case EN-01).</summary>
internal sealed class GovernanceLimits(LoadOptions options, IMemberTries tries, MemberTryOptions most, TimeProvider clock)
{
    private static readonly object Counted = new();

    private readonly TokenSlots? _changes = TokenSlots.For(options.UnitChanges, clock);

    /// <summary>Counts a change, once for each request however often it is asked in it. Null: it may be tried; else how long to wait.</summary>
    public TimeSpan? RefusedFor(HttpContext http, PersonId actor)
    {
        if (!http.Items.TryGetValue(Counted, out var known))
            http.Items[Counted] = known = _changes?.Take($"change {actor}");
        return (TimeSpan?)known;
    }

    /// <summary>Counts a try to add somebody. Null: it may be made; else how long to wait.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="acting">As what. Whoever may add nobody is refused without trying anybody, and uses up nothing of those who may.</param>
    /// <param name="unit">To which unit.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="OpenId.Ports.StoreUnavailableException">Nothing can be counted: nobody is looked for.</exception>
    public async ValueTask<TimeSpan?> RefusedTryAsync(PersonId actor, UnitRole acting, UnitId unit, CancellationToken ct)
    {
        if (most.Tries == 0 || !GovernanceMatrix.Allows(acting, GovernanceOperation.AddAgent))
            return null;
        var now = clock.GetUtcNow();
        return await tries.TakeAsync(actor, unit, most, now, ct) - now;
    }
}
