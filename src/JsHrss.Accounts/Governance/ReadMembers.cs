using System.Collections.Immutable;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>「法定代表人 一级 / 管理员 二级 / 经办人 三级」: who acts for a unit or an institution of it (R131, R132, R138).</summary>
public sealed class ReadMembers(IMemberStore store, TimeProvider clock)
{
    /// <summary>Reads them.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="place">Whose members.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The members, or <see cref="GovernanceErrors.UnitUnknown"/>, <see cref="GovernanceErrors.InstitutionUnknown"/>, <see cref="GovernanceErrors.NotServed"/>, <see cref="GovernanceErrors.Forbidden"/>.</returns>
    public async ValueTask<Result<MemberList>> HandleAsync(GovernanceActor actor, MemberPlace place, CancellationToken ct)
    {
        var entered = await Governed.EnterAsync(store, actor, place, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!entered.IsOk)
            return new Refusal(entered.Code!);
        var here = entered.Value;
        if (!here.May(GovernanceOperation.ViewMembers))
            return new Refusal(GovernanceErrors.Forbidden);
        ImmutableArray<StandingMember> members = [.. here.Scene.Members.Where(here.Counts).OrderBy(member => member.Unit.Role).ThenBy(member => member.AddedAt).ThenBy(member => member.Unit.Membership.Value)];
        return new MemberList(
            place,
            here.Scene.Acting.Role,
            here.Scene.Acting.Membership,
            here.Scene.TermsVersion >= GovernanceTerms.Version,
            [.. MayAdd(here)],
            [.. Cards(place, members)],
            [.. members.Select(member => Entry(here, member))])
        {
            Institution = here.Scene.Institution,
        };
    }

    /// <summary>One member as its governors see it.</summary>
    internal static MemberEntry Entry(Governed here, StandingMember member)
    {
        var (unit, profile) = (member.Unit, member.Person.Profile.Value);
        return new MemberEntry
        {
            Id = unit.Membership,
            Role = unit.Role,
            State = StateOf(unit, here.Now),
            Name = profile.Name,
            Document = profile.Document,
            Mobile = profile.Phone,
            GrantedBy = member.Granter,
            Period = unit.Mandate?.Validity,
            Items = unit.Scope,
            AddedAt = member.AddedAt,
            ConfirmUntil = unit.Status == MemberStatus.AwaitingConfirmation ? member.AddedAt + Invitation.Lasts : null,
            Version = unit.Version,
            IsActor = here.IsActor(member),
            Actions = here.IsActor(member) ? [] : [.. ActionsOn(member).Where(here.May)],
        };
    }

    internal static MemberState StateOf(UnitStanding unit, DateTimeOffset now) => unit switch
    {
        { IsIntact: false } => MemberState.Damaged,
        { SuspendedAt: not null } => MemberState.Suspended,
        { Status: MemberStatus.AwaitingConfirmation } => MemberState.Pending,
        { Role: UnitRole.LegalRepresentative } => MemberState.Active,
        { Mandate: null } => MemberState.Expired,
        _ => unit.Mandate.Validity.StateAt(now) switch
        {
            ValidityState.NotStarted => MemberState.NotStarted,
            ValidityState.Ended => MemberState.Expired,
            _ => MemberState.Active,
        },
    };

    private static IEnumerable<GovernanceOperation> ActionsOn(StandingMember member) =>
        member.Unit.IsIntact ? MemberActions.Of(member.Unit.Role) : MemberActions.End(member.ActedOnAs) is { } end ? [end] : [];

    private static IEnumerable<UnitRole> MayAdd(Governed here)
    {
        if (here.May(GovernanceOperation.AddAdministrator))
            yield return UnitRole.UnitAdministrator;
        if (here.May(GovernanceOperation.AddAgent))
            yield return UnitRole.Agent;
    }

    private static IEnumerable<MemberCard> Cards(MemberPlace place, ImmutableArray<StandingMember> members)
    {
        if (place.Institution is null)
            yield return Card(UnitRole.LegalRepresentative, UnitLimits.LegalRepresentatives);
        yield return Card(UnitRole.UnitAdministrator, UnitLimits.Administrators);
        yield return Card(UnitRole.Agent, UnitLimits.Agents);

        MemberCard Card(UnitRole role, int most) => new(role, members.Count(member => member.Unit.Role == role && !member.IsAstray), most);
    }
}
