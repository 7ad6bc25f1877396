using System.Collections.Immutable;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>What a member may do, read-only.</summary>
/// <param name="Role">Its role.</param>
/// <param name="IsAll">All items (R122); <see cref="Items"/> is empty then.</param>
/// <param name="Items">The items granted that the catalogue knows, by code.</param>
/// <param name="Period">授权期限; null for legal representatives.</param>
public sealed record OwnItems(UnitRole Role, bool IsAll, ImmutableArray<BusinessItem> Items, Validity? Period)
{
    /// <summary>The membership's version, to be named when it is left.</summary>
    public int Version { get; init; }
}

/// <summary>「经办人可通过账户设置->办事范围中查看已授权的事项」 (R140).</summary>
public sealed class ReadOwnItems(IUnitStore units, IBusinessItems catalogue)
{
    /// <summary>Reads them for the membership acted in. Asked of every state: who is expired sees what he had.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The items, or <see cref="GovernanceErrors.MemberUnknown"/>.</returns>
    public async ValueTask<Result<OwnItems>> HandleAsync(GovernanceActor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var held = await units.MembershipsAsync(actor.Person, ct).ConfigureAwait(false);
        if (held?.Units.FirstOrDefault(one => one.Membership == actor.Membership) is not { } unit)
            return new Refusal(GovernanceErrors.MemberUnknown);
        if (!GovernanceMatrix.Allows(unit.Role, GovernanceOperation.ViewOwnItems))
            return new Refusal(GovernanceErrors.Forbidden);
        var all = catalogue.All;
        return new OwnItems(
            unit.Role, unit.Scope.IsAll, [.. unit.Scope.Items.Where(all.ContainsKey).Select(code => all[code])], unit.Role == UnitRole.LegalRepresentative ? null : unit.Mandate?.Validity)
        {
            Version = unit.Version,
        };
    }
}
