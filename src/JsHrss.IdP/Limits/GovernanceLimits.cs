using JsHrss.Accounts.Identifiers;

namespace JsHrss.IdP.Limits;

/// <summary>How often somebody changes members, and tries whether a person is to be added: each try says whether an account has this name, document and mobile (case EN-01).</summary>
internal sealed class GovernanceLimits(LoadOptions options, TimeProvider clock)
{
    private readonly TokenSlots? _changes = TokenSlots.For(options.UnitChanges, clock);
    private readonly TokenSlots? _additions = TokenSlots.For(options.MemberAdditions, clock);

    /// <summary>Counts a change. Null: it may be tried; else how long to wait.</summary>
    public TimeSpan? RefusedFor(PersonId actor) => _changes?.Take($"change {actor}");

    /// <summary>Counts a try to add somebody, by the actor and by the unit: one person with several units has no more tries than one of them, nor a unit with several administrators over time. Null: it may be tried; else how long to wait.</summary>
    public TimeSpan? RefusedFor(PersonId actor, UnitId unit) => _additions?.Take($"add {actor}") ?? _additions?.Take($"add {unit}");
}
