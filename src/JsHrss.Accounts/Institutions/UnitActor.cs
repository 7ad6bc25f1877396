using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Institutions;

/// <summary>Somebody who acts for a unit, as the token or session was just judged.</summary>
/// <param name="Person">Who.</param>
/// <param name="Unit">In which membership.</param>
/// <param name="Origin">From where.</param>
public sealed record UnitActor(PersonId Person, UnitStanding Unit, RequestOrigin Origin)
{
    /// <summary>「开通机构账户」: the legal representative and the administrator of the unit itself apply, see and withdraw (7M). Whoever acts within an institution does nothing for the whole unit.</summary>
    internal bool KeepsInstitutions => Keeps(Unit);

    /// <summary>Whether 机构管理 is a matter of who acts in a membership.</summary>
    public static bool Keeps(UnitStanding unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.Institution is null && GovernanceMatrix.Allows(unit.Role, GovernanceOperation.ApplyForInstitution);
    }
}
