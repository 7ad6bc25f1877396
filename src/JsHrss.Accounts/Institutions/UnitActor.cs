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
    internal bool KeepsInstitutions => Unit.Institution is null && GovernanceMatrix.Allows(Unit.Role, GovernanceOperation.ApplyForInstitution);
}
