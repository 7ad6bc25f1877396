using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Institutions;

/// <summary>What an officer decided.</summary>
/// <param name="Institution">On which, as written.</param>
/// <param name="Verb">What.</param>
/// <param name="Version">As it was seen.</param>
/// <param name="Client">The system that says so, as <c>client_id</c>.</param>
/// <param name="Officer">The officer's account name there, as sent.</param>
/// <param name="Reason">Why, as sent.</param>
public sealed record OfficerDecision(string? Institution, InstitutionVerb Verb, int Version, string Client, string? Officer, string? Reason);

/// <summary>An officer of the line of business approves, refuses, suspends, resumes or ends (C27: 「批准设立」).</summary>
public sealed class DecideOnInstitution(IInstitutionStore institutions, TimeProvider clock)
{
    /// <summary>Decides.</summary>
    /// <exception cref="ArgumentException">The verb is the unit's own.</exception>
    public async ValueTask<InstitutionOutcome> HandleAsync(OfficerDecision command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Verb == InstitutionVerb.Withdraw)
            throw new ArgumentException("An application is withdrawn by its unit.", nameof(command));
        var step = InstitutionSteps.Of(command.Verb);
        var officer = OfficerInCharge.Read(command.Client, command.Officer);
        var reason = step.NeedsReason || command.Reason is not null ? InstitutionText.Reason(command.Reason) : default;
        if ((officer.Code ?? reason.Code) is { } unfit)
            return new InstitutionOutcome.Refused(unfit);
        if (InstitutionId.Read(command.Institution) is not { } id || await institutions.FindAsync(id, ct).ConfigureAwait(false) is not { } found)
            return new InstitutionOutcome.Refused(InstitutionErrors.Unknown);
        var now = clock.GetUtcNow();
        return await InstitutionMoving.MoveAsync(institutions, found, step, command.Version, new InstitutionDecision(officer.Value, now, reason.OrNull), null, now, ct).ConfigureAwait(false);
    }
}
