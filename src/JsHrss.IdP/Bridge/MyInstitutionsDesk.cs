using System.Collections.Immutable;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Standing;
using JsHrss.IdP.Api.Institutions;
using JsHrss.IdP.Limits;
using JsHrss.IdP.Web.Units;

namespace JsHrss.IdP.Bridge;

/// <summary>A unit's institutions for the pages, over the domain's use cases. Who acts is read from the session anew for each of them, and counted as the API counts them.</summary>
internal sealed class MyInstitutionsDesk(ListInstitutions list, ApplyForInstitution apply, WithdrawApplication withdraw, UnitSession units, GovernanceLimits limits, TimeProvider clock) : IInstitutionDesk
{
    private const int PageSize = 20;

    public async ValueTask<(InstitutionsShown? Institutions, string? Refusal)> ListAsync(HttpContext browser, string acting, string? after, CancellationToken ct)
    {
        var (actor, refusal) = await EnterAsync(browser, acting, ct);
        if (actor is null)
            return (null, refusal);
        // A place that is none begins the list: it opens nothing that is not in it.
        return await list.WithMembersAsync(actor, InstitutionId.Read(after), PageSize, ct) is { } page
            ? (new InstitutionsShown([.. page.All.Select(one => Show(one.Institution) with { Administrators = one.Administrators, Agents = one.Agents })], page.Next?.ToString()), null)
            : (null, InstitutionErrors.NotPermitted);
    }

    public async ValueTask<(InstitutionShown? Institution, string? Refusal)> FindAsync(HttpContext browser, string acting, string institution, CancellationToken ct)
    {
        var (actor, refusal) = await EnterAsync(browser, acting, ct);
        if (actor is null)
            return (null, refusal);
        var found = await list.FindAsync(actor, institution, ct);
        return found.IsOk ? (Show(found.Value), null) : (null, found.Code);
    }

    public ValueTask<string?> ApplyAsync(HttpContext browser, string acting, string? name, string? businessLine, CancellationToken ct) =>
        DoAsync(browser, acting, actor => apply.HandleAsync(new InstitutionApplication(name, businessLine, actor), ct), ct);

    public ValueTask<string?> WithdrawAsync(HttpContext browser, string acting, string institution, int version, CancellationToken ct) =>
        DoAsync(browser, acting, actor => withdraw.HandleAsync(new ApplicationWithdrawal(institution, version, actor), ct), ct);

    private async ValueTask<string?> DoAsync(HttpContext browser, string acting, Func<UnitActor, ValueTask<InstitutionOutcome>> command, CancellationToken ct)
    {
        var (actor, refusal) = await EnterAsync(browser, acting, ct);
        if (actor is null)
            return refusal;
        return limits.RefusedFor(browser, actor.Person) is { } wait ? MemberPagesDesk.Later(browser, wait) : (await command(actor) as InstitutionOutcome.Refused)?.Reason;
    }

    private async ValueTask<(UnitActor? Actor, string? Refusal)> EnterAsync(HttpContext browser, string acting, CancellationToken ct)
    {
        if (await units.OpenAsync(browser, acting, ct) is not { } open)
            return (null, GovernanceErrors.UnitUnknown);
        return Authority.OfMember(open.Standing.Person, open.Unit, clock.GetUtcNow()) is AuthorityVerdict.Refused
            ? (null, GovernanceErrors.NotServed)
            : (new UnitActor(open.Standing.Person.Id, open.Unit, HttpRequestOrigin.Of(browser)), null);
    }

    private static InstitutionShown Show(Institution one) => new()
    {
        Id = one.Id.ToString(),
        Name = one.Name,
        BusinessLine = one.BusinessLine,
        Number = one.Number?.Value,
        State = InstitutionTold.Word(one.Status),
        CreatedAt = one.CreatedAt,
        Reason = one.Decision?.Reason,
        Version = one.Version,
    };
}
