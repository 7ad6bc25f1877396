using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>Which row of the matrix an act on a member of a role is. A legal representative is acted on by nobody here.</summary>
internal static class MemberActions
{
    /// <summary>[授权] [删除] [更新期限] [身份变更] (R138).</summary>
    public static IEnumerable<GovernanceOperation> Of(UnitRole role) => role switch
    {
        UnitRole.UnitAdministrator => [GovernanceOperation.EndAdministrator, GovernanceOperation.ChangeAdministrator, GovernanceOperation.ChangeRole],
        UnitRole.Agent => [GovernanceOperation.GrantItems, GovernanceOperation.EndAgent, GovernanceOperation.RenewAgent, GovernanceOperation.ChangeRole],
        _ => [],
    };

    public static GovernanceOperation? Add(UnitRole role) => role switch
    {
        UnitRole.UnitAdministrator => GovernanceOperation.AddAdministrator,
        UnitRole.Agent => GovernanceOperation.AddAgent,
        _ => null,
    };

    public static GovernanceOperation? End(UnitRole role) => role switch
    {
        UnitRole.UnitAdministrator => GovernanceOperation.EndAdministrator,
        UnitRole.Agent => GovernanceOperation.EndAgent,
        _ => null,
    };

    public static GovernanceOperation? Renew(UnitRole role) => role switch
    {
        UnitRole.UnitAdministrator => GovernanceOperation.ChangeAdministrator,
        UnitRole.Agent => GovernanceOperation.RenewAgent,
        _ => null,
    };

    public static GovernanceOperation? ChangeRole(UnitRole role) => role == UnitRole.LegalRepresentative ? null : GovernanceOperation.ChangeRole;

    public static GovernanceOperation? GrantItems(UnitRole role) => role == UnitRole.Agent ? GovernanceOperation.GrantItems : null;
}
