using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Institutions;

/// <summary>The end of an application by the unit itself.</summary>
/// <param name="Institution">Which, as written; another unit's is none.</param>
/// <param name="Version">As it was seen.</param>
/// <param name="Actor">Who, for which unit.</param>
public sealed record ApplicationWithdrawal(string? Institution, int Version, UnitActor Actor);

/// <summary>A unit takes an application back that nobody decided on yet.</summary>
public sealed class WithdrawApplication(IInstitutionStore institutions, TimeProvider clock)
{
    /// <summary>Withdraws.</summary>
    public async ValueTask<InstitutionOutcome> HandleAsync(ApplicationWithdrawal command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var actor = command.Actor;
        if (!actor.KeepsInstitutions)
            return new InstitutionOutcome.Refused(InstitutionErrors.NotPermitted);
        if (InstitutionId.Read(command.Institution) is not { } id || await institutions.FindAsync(id, ct).ConfigureAwait(false) is not { } found || found.Institution.Unit != actor.Unit.Unit)
            return new InstitutionOutcome.Refused(InstitutionErrors.Unknown);
        return await InstitutionMoving.MoveAsync(institutions, found, InstitutionSteps.Of(InstitutionVerb.Withdraw), command.Version, null, actor, clock.GetUtcNow(), ct).ConfigureAwait(false);
    }
}
