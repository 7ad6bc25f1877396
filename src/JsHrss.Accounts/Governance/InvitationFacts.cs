using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Governance;

/// <summary>Audit facts of invitations that nobody confirmed.</summary>
public static class InvitationFacts
{
    /// <summary>An invitation is over, and gives its seat up (R135). Nobody did it.</summary>
    /// <param name="unit">Whose.</param>
    /// <param name="membership">Which.</param>
    /// <param name="person">Who was invited.</param>
    /// <param name="now">UTC.</param>
    public static AuditFact Over(UnitId unit, MembershipId membership, PersonId person, DateTimeOffset now) => new()
    {
        Code = FactCodes.MemberInvitationOver,
        Result = AuditResult.Ok,
        Reason = MemberEnds.InvitationOver,
        At = now,
        ByServer = true,
        Subject = person,
        Unit = unit,
        Membership = membership,
    };
}
