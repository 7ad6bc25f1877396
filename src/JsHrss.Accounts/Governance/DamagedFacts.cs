using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Governance;

/// <summary>Audit facts of a representative's membership that was changed past the house, and ends when somebody comes to represent the unit by the register. Nobody did it.</summary>
public static class DamagedFacts
{
    /// <summary>It ends. Of what its row says nothing is told but whose it says it is.</summary>
    /// <param name="unit">In whose way it stood.</param>
    /// <param name="membership">Which.</param>
    /// <param name="person">Whose, as stored.</param>
    /// <param name="now">UTC.</param>
    public static AuditFact Ended(UnitId unit, MembershipId membership, PersonId person, DateTimeOffset now) => new()
    {
        Code = FactCodes.MemberEnded,
        Result = AuditResult.Ok,
        Reason = MemberEnds.Tampered,
        At = now,
        ByServer = true,
        Subject = person,
        Unit = unit,
        Membership = membership,
    };

    /// <summary>A session ends with it.</summary>
    /// <param name="ended">The fact of its end.</param>
    /// <param name="session">Which.</param>
    public static AuditFact SessionEnded(AuditFact ended, SessionId session)
    {
        ArgumentNullException.ThrowIfNull(ended);
        return ended with { Code = FactCodes.SessionEnded, Session = session, Detail = ImmutableDictionary<string, string>.Empty.Add("session", session.ToString()) };
    }
}
