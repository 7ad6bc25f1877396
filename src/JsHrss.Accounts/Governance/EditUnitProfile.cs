using System.Collections.Immutable;
using System.Globalization;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>「并可以进行修改，但不支持法人基础信息修改」 (R148): what the unit says of itself. Name, code, number and representative are facts of the register and no part of a profile.</summary>
public sealed class EditUnitProfile(IMemberStore store, IUnitProfiles profiles, TimeProvider clock)
{
    /// <summary>Changes it.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="unit">Which.</param>
    /// <param name="version">The profile's version seen.</param>
    /// <param name="edit">What it becomes, from what it is. Pure; its texts may be hostile.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The profile then, or <see cref="GovernanceErrors.UnitUnknown"/>, <see cref="GovernanceErrors.NotServed"/>, <see cref="GovernanceErrors.Forbidden"/>, <see cref="GovernanceErrors.ProfileForm"/>, <see cref="GovernanceErrors.ProfileChanged"/>.</returns>
    public async ValueTask<Result<UnitProfile>> HandleAsync(GovernanceActor actor, UnitId unit, int version, Func<UnitProfile, UnitProfile> edit, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var entered = await Governed.EnterAsync(store, actor, new MemberPlace(unit), clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!entered.IsOk)
            return new Refusal(entered.Code!);
        var here = entered.Value;
        if (!here.May(GovernanceOperation.EditProfile))
            return new Refusal(GovernanceErrors.Forbidden);
        var before = await profiles.ReadAsync(unit, ct).ConfigureAwait(false);
        if (before.Version != version)
            return new Refusal(GovernanceErrors.ProfileChanged);
        var after = edit(before) with { Version = version + 1 };
        if (!after.IsWellFormed)
            return new Refusal(GovernanceErrors.ProfileForm);
        var fact = MemberFacts.Of(FactCodes.UnitProfileChanged, here, here.Scene.Acting.Membership, actor.Person, null) with { Detail = Told(before, after) };
        var change = new UnitProfileChange(here.Seen, unit, after, here.Now, [fact]);
        return await profiles.ChangeAsync(change, ct).ConfigureAwait(false) ? after : new Refusal(GovernanceErrors.ProfileChanged);
    }

    /// <summary>What was said before and what is said now, of the members that differ.</summary>
    private static ImmutableDictionary<string, string> Told(UnitProfile before, UnitProfile after)
    {
        var told = ImmutableDictionary.CreateBuilder<string, string>();
        told.Add("version", after.Version.ToString(CultureInfo.InvariantCulture));
        Tell("economic_type", before.EconomicType, after.EconomicType);
        Tell("industry", before.Industry, after.Industry);
        Tell("affiliation", before.Affiliation, after.Affiliation);
        Tell("registered_address", before.RegisteredAddress, after.RegisteredAddress);
        Tell("unit_nature", before.Nature, after.Nature);
        return told.ToImmutable();

        void Tell(string member, string? was, string? now)
        {
            if (was == now)
                return;
            told.Add($"{member}.before", was ?? "");
            told.Add($"{member}.after", now ?? "");
        }
    }
}
