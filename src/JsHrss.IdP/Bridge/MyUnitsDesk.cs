using System.Collections.Immutable;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.People;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Limits;
using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Units;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Bridge;

/// <summary>The person's units for the pages, over the domain's use cases.</summary>
internal sealed class MyUnitsDesk(
    IMembershipStore memberships, ReadUnit unitView, ReadOwnItems items, LeaveUnit leave, StepUpWays ways, UnitSession units, BrowserSession sessions, GovernanceLimits limits, GovernanceRefusals refusals, TimeProvider clock) : IUnitDesk
{
    public async ValueTask<MyUnitsShown?> ListAsync(HttpContext browser, CancellationToken ct)
    {
        if (await sessions.CurrentAsync(browser, isUse: true, ct) is not { } standing)
            return null;
        var held = await memberships.OfAsync(standing.Person.Id, ct);
        var isOwn = Reach.OpensSelf(standing, clock.GetUtcNow());
        ImmutableArray<MyUnitShown> all =
        [
            .. (held?.All ?? [])
                .Where(one => isOwn || units.Opens(standing, one.Unit))
                .OrderBy(one => one.Unit.UnitNumber.Value, StringComparer.Ordinal).ThenBy(one => one.Unit.Institution?.Number.Value, StringComparer.Ordinal)
                .Select(one => Show(standing, one)),
        ];
        return new MyUnitsShown(all, !isOwn);
    }

    public async ValueTask<UnitEntrance> EnterAsync(HttpContext browser, string? membership, CancellationToken ct)
    {
        if (await units.FindAsync(browser, membership, ct) is not { } found)
            return new UnitEntrance.Unknown();
        if (found.Unit.Status == MemberStatus.AwaitingConfirmation)
            return new UnitEntrance.Pending();
        return found.IsOpen ? new UnitEntrance.Open(Show(found)) : new UnitEntrance.ProofMissing();
    }

    public async ValueTask<string?> RepresentativeAsync(HttpContext browser, string membership, CancellationToken ct) =>
        await units.OpenAsync(browser, membership, ct) is { } open && await unitView.HandleAsync(open.Actor(browser), open.Unit.Unit, ct) is { IsOk: true, Value.Representative: { } person } ? person.Name.ToString() : null;

    public async ValueTask<OwnItemsShown?> ItemsAsync(HttpContext browser, string membership, CancellationToken ct)
    {
        if (await units.OpenAsync(browser, membership, ct) is not { } open || await items.HandleAsync(open.Actor(browser), ct) is not { IsOk: true, Value: var own })
            return null;
        return new OwnItemsShown(own.IsAll, [.. own.Items.Select(item => new ItemShown(item.Code.Value, item.Name, item.MinimumLevel == AssuranceLevel.RealPerson))]);
    }

    public async ValueTask<UnitLeft?> ToLeaveAsync(HttpContext browser, string? membership, CancellationToken ct)
    {
        if (await LeavingAsync(browser, membership, ct) is not { } found)
            return null;
        var held = await memberships.OfAsync(found.Standing.Person.Id, ct);
        if (held?.All.FirstOrDefault(one => one.Unit.Membership == found.Unit.Membership) is not { } one)
            return null;
        var needsProof = one.Unit is { Role: UnitRole.UnitAdministrator, Status: MemberStatus.Active } && !IsFresh(LeavesBy(found));
        return new UnitLeft(Show(found.Standing, one), one.Unit.Version, needsProof, WaysOf(found.Standing));
    }

    public async ValueTask<string?> LeaveAsync(HttpContext browser, string membership, int version, CancellationToken ct)
    {
        if (await LeavingAsync(browser, membership, ct) is not { } found)
            return GovernanceErrors.MemberUnknown;
        if (limits.RefusedFor(browser, found.Standing.Person.Id) is { } wait)
            return MemberPagesDesk.Later(browser, wait);
        var left = await leave.HandleAsync(new MemberLeaving(found.Standing.Person.Id, LeavesBy(found), HttpRequestOrigin.Of(browser)), found.Unit.Membership, version, ct);
        BrowserSession.Forget(browser);
        // The session of a unit's password alone ends with it.
        if (left.IsOk && await sessions.CurrentAsync(browser, isUse: false, ct) is null)
            HallSessionEnding.Clear(browser);
        return left.Code;
    }

    public async ValueTask NoteRefusedAsync(HttpContext browser, string membership, string code, CancellationToken ct)
    {
        // Counted like any change, and once where it was one that the domain refused: nobody fills the log by trying.
        if (await units.FindAsync(browser, membership, ct) is { } found && limits.RefusedFor(browser, found.Standing.Person.Id) is null)
            await refusals.NoteAsync(browser, found.Actor(browser), found.Unit.Unit, code, null, ct);
    }

    /// <summary>Whoever signed in with one unit's password decides on that unit alone.</summary>
    private async ValueTask<ActingMember?> LeavingAsync(HttpContext browser, string? membership, CancellationToken ct) =>
        await units.FindAsync(browser, membership, ct) is { } found && (found.IsOpen || Reach.OpensSelf(found.Standing, clock.GetUtcNow())) ? found : null;

    /// <summary>A person leaves as themselves: what proves them for themselves counts as well as what proves them in the unit.</summary>
    private DateTimeOffset? LeavesBy(ActingMember found) => GovernanceProof.ToLeave(found.Standing, found.Unit, clock.GetUtcNow());

    private bool IsFresh(DateTimeOffset? provenAt) => GovernanceProof.IsFresh(provenAt, clock.GetUtcNow());

    private ProofWays WaysOf(SessionStanding standing)
    {
        var now = clock.GetUtcNow();
        return new ProofWays(StepUpWays.ByPhone(standing, now), Reach.OpensSelf(standing, now) && ways.ByFace(standing.Person, now));
    }

    private string? BarrierOf(SessionStanding standing, UnitStanding unit) => (Authority.OfMember(standing.Person, unit, clock.GetUtcNow()) as AuthorityVerdict.Refused)?.Reason;

    private MyUnitShown Show(SessionStanding standing, HeldMembership one)
    {
        var (unit, now) = (one.Unit, clock.GetUtcNow());
        var isInvited = unit.Status == MemberStatus.AwaitingConfirmation;
        var isOver = isInvited && now >= one.ConfirmUntil;
        var reason = isOver ? "invitation_over" : isInvited ? null : BarrierOf(standing, unit);
        var opens = !isInvited && units.Opens(standing, unit);
        return new MyUnitShown(
            unit.Membership.ToString(),
            unit.UnitName,
            unit.Institution?.Name,
            unit.Role.Word(),
            reason is not null ? "closed" : isInvited ? "pending" : opens ? "open" : "proof_missing",
            reason,
            PeriodOf(unit)?.Start,
            PeriodOf(unit)?.End,
            isInvited ? one.ConfirmUntil : null,
            !isInvited && (opens || reason is null),
            !isOver && GovernanceMatrix.Allows(unit.Role, GovernanceOperation.Leave))
        {
            Named = unit.Institution is { } institution ? [institution.Number.Value] : unit.CreditCode is { } code ? [unit.UnitNumber.Value, code.Value] : [unit.UnitNumber.Value],
        };
    }

    private UnitShown Show(ActingMember open)
    {
        var (standing, unit) = (open.Standing, open.Unit);
        var barred = BarrierOf(standing, unit);
        return new UnitShown
        {
            Membership = unit.Membership.ToString(),
            Name = unit.UnitName,
            CreditCode = unit.CreditCode?.Value,
            Number = unit.UnitNumber.Value,
            Type = unit.UnitType.Word(),
            Institution = unit.Institution?.Name,
            InstitutionNumber = unit.Institution?.Number.Value,
            Role = unit.Role.Word(),
            Start = PeriodOf(unit)?.Start,
            End = PeriodOf(unit)?.End,
            Barred = barred,
            Governs = barred is null && GovernanceMatrix.Allows(unit.Role, GovernanceOperation.ViewMembers),
            KeepsInstitutions = barred is null && UnitActor.Keeps(unit),
            MayLeave = GovernanceMatrix.Allows(unit.Role, GovernanceOperation.Leave),
            IsFresh = IsFresh(open.ProvenAt),
            Ways = WaysOf(standing),
            Acting = new ContextOption(
                new ContextId(unit.Context.ToString()),
                false,
                unit.Institution is { } institution ? $"{unit.UnitName}（{institution.Name}）" : unit.UnitName,
                unit.Role.Word(),
                unit.Scope.IsAll ? null : unit.Scope.Items.Count,
                PeriodOf(unit)?.End,
                ContextState.Open,
                null)
            {
                Number = unit.Institution?.Number.Value ?? unit.UnitNumber.Value,
            },
        };
    }

    private static Accounts.Validity? PeriodOf(UnitStanding unit) => unit.Role == UnitRole.LegalRepresentative ? null : unit.Mandate?.Validity;
}
