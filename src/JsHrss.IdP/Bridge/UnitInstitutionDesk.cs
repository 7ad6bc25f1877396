using JsHrss.Accounts.Institutions;
using JsHrss.IdP.Api.Institutions;
using JsHrss.IdP.Api.Units;
using JsHrss.Storage.Statements;

namespace JsHrss.IdP.Bridge;

/// <summary>A unit's institutions, between its interface and the domain.</summary>
internal sealed class UnitInstitutionDesk(ListInstitutions list, ApplyForInstitution apply, WithdrawApplication withdraw)
{
    /// <summary>What the unit has and asked for.</summary>
    public async ValueTask<UnitAnswer> ListAsync(ActingUnit acting, HttpRequest request, CancellationToken ct)
    {
        if (!InstitutionAnswers.TryReadPart(request, out var after, out var most))
            return UnitAnswer.Refused(StatusCodes.Status400BadRequest, UnitCodes.Malformed, InstitutionAnswers.PartForm);
        return await list.OfUnitAsync(ActorOf(acting), after, most, ct) is { } page
            ? UnitAnswer.Of(new InstitutionListBody([.. page.All.Select(InstitutionTold.ToUnit)], InstitutionAnswers.CursorOf(page.Next)))
            : UnitAnswer.Refused(InstitutionErrors.NotPermitted);
    }

    public async ValueTask<UnitAnswer> ApplyAsync(ActingUnit acting, InstitutionApplicationBody body, CancellationToken ct) =>
        await apply.HandleAsync(new InstitutionApplication(body.Name, body.BusinessLine, ActorOf(acting)), ct) switch
        {
            InstitutionOutcome.Done { Institution: var one } => UnitAnswer.Created($"/api/units/{acting.Unit}/institutions", InstitutionTold.ToUnit(one), one.Version),
            var refused => Refused(refused),
        };

    public async ValueTask<UnitAnswer> WithdrawAsync(ActingUnit acting, string institution, int version, CancellationToken ct) =>
        await withdraw.HandleAsync(new ApplicationWithdrawal(institution, version, ActorOf(acting)), ct) switch
        {
            InstitutionOutcome.Done { Institution: var one } => UnitAnswer.Of(InstitutionTold.ToUnit(one), one.Version),
            var refused => Refused(refused),
        };

    // The standing that the token was judged by; the store asks again for the membership when something is written.
    private static UnitActor ActorOf(ActingUnit acting) => acting.Token.Standing is HouseStanding { Value.Unit: { } unit }
        ? new UnitActor(acting.Actor.Person, unit, acting.Actor.Origin)
        : throw new InvalidOperationException("The door let somebody in who acts for no unit.");

    private static UnitAnswer Refused(InstitutionOutcome outcome) => outcome is InstitutionOutcome.Refused { Reason: var reason, Now: var now }
        ? UnitAnswer.Refused(InstitutionAnswers.StatusOf(reason), reason, InstitutionAnswers.DetailOf(reason, now))
        : throw new InvalidOperationException($"The domain gave {outcome.GetType().Name}, outside the closed union.");
}
