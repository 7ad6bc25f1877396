using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Addresses;

/// <summary>Who acts on which book. A closed union.</summary>
public abstract record AddressActor
{
    private AddressActor()
    {
    }

    /// <summary>A person on their own.</summary>
    /// <param name="Person">Who, from a session that opens acting for oneself.</param>
    /// <param name="Origin">From where.</param>
    public sealed record Self(PersonId Person, RequestOrigin Origin) : AddressActor;

    /// <summary>A member on the unit's.</summary>
    /// <param name="Actor">Who, in which membership; read anew.</param>
    /// <param name="Unit">Which unit.</param>
    public sealed record Member(GovernanceActor Actor, UnitId Unit) : AddressActor;
}
