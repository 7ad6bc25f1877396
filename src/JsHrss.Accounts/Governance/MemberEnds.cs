using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Governance;

/// <summary>Why a membership, or what acted in it, ended. Stable: they stand in audit facts and beside ended grants.</summary>
public static class MemberEnds
{
    /// <summary>「删除」 (R143).</summary>
    public const string Removed = "member_removed";

    /// <summary>Another administrator took his place (R128).</summary>
    public const string Replaced = "member_replaced";

    /// <summary>The holder left.</summary>
    public const string Left = "member_left";

    /// <summary>Nobody confirmed within thirty days (R135).</summary>
    public const string InvitationOver = "invitation_over";

    /// <summary>Who was invited came to represent the unit by the register (C38).</summary>
    public const string Represents = "represents";

    /// <summary>It was changed past the house, and stood in the way of whom the register names (R146).</summary>
    public const string Tampered = AuthorityReasons.Tampered;

    /// <summary>「身份变更」 (R144): what acted in the former role.</summary>
    public const string RoleChanged = "role_changed";

    /// <summary>The period was moved so that it does not hold now.</summary>
    public const string PeriodMoved = "period_moved";
}
