using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.IdP.Limits;

/// <summary>How often somebody changes members, units and address books, and tries whether a person is to be added: each try says whether an account has this name, document and mobile (case EN-01).</summary>
internal sealed class GovernanceLimits(LoadOptions options, TimeProvider clock)
{
    private readonly TokenSlots? _changes = TokenSlots.For(options.UnitChanges, clock);
    private readonly TokenSlots? _additions = TokenSlots.For(options.MemberAdditions, clock);

    /// <summary>Counts a change. Null: it may be tried; else how long to wait.</summary>
    public TimeSpan? RefusedFor(PersonId actor) => _changes?.Take($"change {actor}");

    /// <summary>Counts a try to add somebody, by the actor and by the unit: one person with several units has no more tries than one of them, nor a unit with several administrators over time. Null: it may be tried; else how long to wait.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="acting">As what. Whoever may add nobody is refused without trying anybody, and uses up nothing of those who may.</param>
    /// <param name="unit">To which unit.</param>
    public TimeSpan? RefusedFor(PersonId actor, UnitRole acting, UnitId unit) =>
        GovernanceMatrix.Allows(acting, GovernanceOperation.AddAgent) ? _additions?.Take($"add {actor}") ?? _additions?.Take($"add {unit}") : null;
}
