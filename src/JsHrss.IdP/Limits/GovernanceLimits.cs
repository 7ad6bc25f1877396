using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.SignIn;

namespace JsHrss.IdP.Limits;

/// <summary>How often somebody changes members, units and address books, in memory; and when somebody who tried too many people may try again, which <see cref="AppointMember"/> counts in the store (case EN-01).</summary>
internal sealed class GovernanceLimits(LoadOptions options, MemberTryOptions tries, TimeProvider clock)
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

    /// <summary>How long whoever is refused with <see cref="GovernanceErrors.TooMany"/> waits: until the next window, which begins at the same time on every node.</summary>
    public TimeSpan UntilNextTries()
    {
        var now = clock.GetUtcNow();
        return AttemptRule.WindowOf(now, tries.Window) + tries.Window - now;
    }
}
