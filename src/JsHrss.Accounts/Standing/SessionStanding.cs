using System.Collections.Immutable;
using JsHrss.Accounts.Sessions;

namespace JsHrss.Accounts.Standing;

/// <summary>Everything a signed-in browser may do: session with proofs, person, and all memberships that are not ended.</summary>
/// <param name="Session">The session.</param>
/// <param name="Person">Who.</param>
/// <param name="Units">Every membership that is not ended, served or not.</param>
public sealed record SessionStanding(Session Session, PersonStanding Person, ImmutableArray<UnitStanding> Units)
{
    /// <summary>Whether the person has a passkey, by which this session can be proven once more.</summary>
    public bool HasPasskey { get; init; }

    /// <summary>Whether one of them is bound to the real person.</summary>
    public bool HasBoundPasskey { get; init; }

    /// <summary>Whether the person has an enrolled key of the app.</summary>
    public bool HasEnrolledPhone { get; init; }

    /// <summary>Whether the person has a key that is bound to the real person.</summary>
    public bool HasBoundKey => HasBoundPasskey || HasEnrolledPhone;

    /// <summary>The membership of a context; null for oneself and for memberships that are gone or another person's (case UN-01).</summary>
    public UnitStanding? UnitOf(SessionContext context)
    {
        foreach (var unit in Units)
        {
            if (unit.Membership == context.Membership)
                return unit;
        }

        return null;
    }
}
