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
    public static AuditFact Over(UnitId unit, MembershipId membership, PersonId person, DateTimeOffset now) => Of(MemberEnds.InvitationOver, unit, membership, person, now);

    /// <summary>Who was invited represents the unit by the register, and has no second role in it (R147). Nobody did it.</summary>
    /// <param name="unit">Whose.</param>
    /// <param name="membership">Which.</param>
    /// <param name="person">Who was invited.</param>
    /// <param name="now">UTC.</param>
    public static AuditFact Represented(UnitId unit, MembershipId membership, PersonId person, DateTimeOffset now) => Of(MemberEnds.Represents, unit, membership, person, now);

    private static AuditFact Of(string reason, UnitId unit, MembershipId membership, PersonId person, DateTimeOffset now) => new()
    {
        Code = FactCodes.MemberInvitationOver,
        Result = AuditResult.Ok,
        Reason = reason,
        At = now,
        ByServer = true,
        Subject = person,
        Unit = unit,
        Membership = membership,
    };
}
