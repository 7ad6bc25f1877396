using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>Who acts on a unit: one column of the permission matrix (domain 7M).</summary>
public enum GovernanceParty
{
    /// <summary>法定代表人.</summary>
    LegalRepresentative = 1,

    /// <summary>管理员.</summary>
    UnitAdministrator = 2,

    /// <summary>经办人.</summary>
    Agent = 3,

    /// <summary>柜面: an officer, with papers.</summary>
    Counter = 4,

    /// <summary>Nobody's member, known by face alone.</summary>
    Anyone = 5,
}

/// <summary>What is done to a unit and its members: one row of the permission matrix (domain 7M), where the guide tells them apart.</summary>
public enum GovernanceOperation
{
    /// <summary>See who acts for the unit (R131).</summary>
    ViewMembers = 1,

    /// <summary>「同意开通」 (R130).</summary>
    AcceptTerms,

    /// <summary>Add an administrator (R124).</summary>
    AddAdministrator,

    /// <summary>End an administrator's membership (R124, R143).</summary>
    EndAdministrator,

    /// <summary>Change an administrator: 更新期限, or another person in his place (R124, R128, R142).</summary>
    ChangeAdministrator,

    /// <summary>Add an agent (R125).</summary>
    AddAgent,

    /// <summary>End an agent's membership (R125, R143).</summary>
    EndAgent,

    /// <summary>更新期限 of an agent (R142).</summary>
    RenewAgent,

    /// <summary>身份变更 (R144, C6).</summary>
    ChangeRole,

    /// <summary>授权: the items of an agent (R139).</summary>
    GrantItems,

    /// <summary>办事范围: one's own items (R140).</summary>
    ViewOwnItems,

    /// <summary>Leave the unit by oneself.</summary>
    Leave,

    /// <summary>Apply for an institution account (R151, C27).</summary>
    ApplyForInstitution,

    /// <summary>Approve an institution account (R151, C27).</summary>
    ApproveInstitution,

    /// <summary>Set one's own membership's password anew (R114).</summary>
    ResetOwnPassword,

    /// <summary>Change name, code or representative of the unit (R148).</summary>
    EditRegisteredFacts,

    /// <summary>See what the unit is (R148, R150).</summary>
    ViewUnit,

    /// <summary>Change what the unit says of itself (R148, R149): no fact of the register.</summary>
    EditProfile,
}

/// <summary>The permission matrix of the unit (domain 7M, R127): the one table that everything asks, whichever page or API it came by. Pure.</summary>
/// <remarks>
/// 「法定代表人可以给管理员、经办人开通授权；管理员可以维护给经办人开通授权；经办人没有开通授权的权限。」 What is not named here is refused.
/// The role is that of the one membership acted in, never the best of all that a person has.
/// </remarks>
public static class GovernanceMatrix
{
    private const int Legal = 1, Administrator = 2, Agent = 4, Counter = 8, Anyone = 16;

    /// <summary>Whether a party may do it at all. On whom, and in which place, is for the use cases.</summary>
    /// <param name="party">Who.</param>
    /// <param name="operation">What.</param>
    public static bool Allows(GovernanceParty party, GovernanceOperation operation) => Enum.IsDefined(party) && (Of(operation) & 1 << ((int)party - 1)) != 0;

    /// <summary>Whether a member may do it at all.</summary>
    /// <param name="role">Role of the membership acted in.</param>
    /// <param name="operation">What.</param>
    public static bool Allows(UnitRole role, GovernanceOperation operation) => Allows((GovernanceParty)role, operation);

    private static int Of(GovernanceOperation operation) => operation switch
    {
        GovernanceOperation.ViewMembers => Legal | Administrator,
        GovernanceOperation.AcceptTerms => Legal | Administrator,
        GovernanceOperation.AddAdministrator => Legal | Counter,
        GovernanceOperation.EndAdministrator => Legal | Counter,
        GovernanceOperation.ChangeAdministrator => Legal | Counter,
        GovernanceOperation.AddAgent => Legal | Administrator,
        GovernanceOperation.EndAgent => Legal | Administrator,
        GovernanceOperation.RenewAgent => Legal | Administrator,
        GovernanceOperation.ChangeRole => Legal,
        GovernanceOperation.GrantItems => Legal | Administrator,
        GovernanceOperation.ViewOwnItems => Legal | Administrator | Agent,
        GovernanceOperation.Leave => Administrator | Agent,
        GovernanceOperation.ApplyForInstitution => Legal | Administrator,
        GovernanceOperation.ApproveInstitution => Counter,
        GovernanceOperation.ResetOwnPassword => Legal | Administrator | Agent | Counter | Anyone,
        GovernanceOperation.EditRegisteredFacts => Counter,
        GovernanceOperation.ViewUnit => Legal | Administrator | Agent,
        GovernanceOperation.EditProfile => Legal | Administrator,
        _ => 0,
    };
}
