using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>「用户类别 姓名 证件号码 移动电话 授权时间」 as typed (R133). All of it may be hostile.</summary>
/// <param name="Name">姓名.</param>
/// <param name="DocumentType">Code of the document's type; null: a resident's identity card.</param>
/// <param name="DocumentNumber">证件号码.</param>
/// <param name="Country">A passport's issuing country; null otherwise.</param>
/// <param name="Mobile">移动电话.</param>
/// <param name="Period">授权时间.</param>
public sealed record MemberForm(string? Name, string? DocumentType, string? DocumentNumber, string? Country, string? Mobile, MandatePeriod Period)
{
    /// <summary>Never what was typed.</summary>
    public override string ToString() => nameof(MemberForm);
}

/// <summary>「法定代表人可添加1名管理员」「法定代表人或管理员可添加最多10名经办人」 (R124-R127, R133, R134): the person confirms in the app before anything can be done.</summary>
public sealed class AddMember(IMemberStore store, IBusinessItems catalogue, AppointMember appoint, TimeProvider clock)
{
    /// <summary>Adds a member, awaiting confirmation.</summary>
    /// <param name="actor">Who adds.</param>
    /// <param name="place">To which unit, or institution of it.</param>
    /// <param name="role">Administrator or agent.</param>
    /// <param name="form">Whom.</param>
    /// <param name="items">Items of an agent, codes of the catalogue; empty: none yet (R136). May be hostile.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The new member, or one of <see cref="GovernanceErrors"/> or <see cref="IdentifierErrors"/>.</returns>
    public async ValueTask<Result<MemberDone>> HandleAsync(GovernanceActor actor, MemberPlace place, UnitRole role, MemberForm form, ImmutableArray<string> items, CancellationToken ct)
    {
        var entered = await Governed.EnterAsync(store, actor, place, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!entered.IsOk)
            return new Refusal(entered.Code!);
        var here = entered.Value;
        if (MemberActions.Add(role) is not { } operation)
            return new Refusal(here.May(GovernanceOperation.AddAgent) ? GovernanceErrors.RoleForm : GovernanceErrors.Forbidden);
        if (here.RefusalOf(operation, fresh: role == UnitRole.UnitAdministrator) is { } refusal)
            return new Refusal(refusal);
        if (role != UnitRole.Agent && !items.IsDefaultOrEmpty)
            return new Refusal(GovernanceErrors.ItemsOfAgentsOnly);
        var scope = ItemScope.Read(items, catalogue);
        if (!scope.IsOk)
            return new Refusal(scope.Code!);
        var change = await appoint.HandleAsync(here, role, form, scope.Value, null, ct).ConfigureAwait(false);
        if (!change.IsOk)
            return new Refusal(change.Code!);
        var step = await store.AddAsync(change.Value, ct).ConfigureAwait(false);
        return Governed.RefusalOf(step, role) is { } refused ? new Refusal(refused) : new MemberDone(change.Value.Member.Id, change.Value.Member.Version);
    }
}
