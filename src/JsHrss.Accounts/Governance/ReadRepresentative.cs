using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>Who the unit's legal representative is, for whoever acts in it: shown read-only, since the register alone changes it (R148).</summary>
public sealed class ReadRepresentative(IMemberStore store)
{
    /// <summary>Reads the name. Asked of every state of the membership: it says nothing of what may be done.</summary>
    /// <param name="actor">Who asks, in which membership.</param>
    /// <param name="unit">The unit of that membership.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The name; null: the unit has none here (R128), or the actor no such membership in it. Pages and APIs mask it (domain 5.8).</returns>
    public async ValueTask<PersonName?> HandleAsync(GovernanceActor actor, UnitId unit, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var scene = await store.ReadAsync(actor.Person, actor.Membership, new MemberPlace(unit), ct).ConfigureAwait(false);
        return scene?.Members.FirstOrDefault(member => member.Unit is { Role: UnitRole.LegalRepresentative, Status: MemberStatus.Active })?.Person.Profile.Value.Name;
    }
}
