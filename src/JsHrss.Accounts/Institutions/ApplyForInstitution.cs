namespace JsHrss.Accounts.Institutions;

/// <summary>An application.</summary>
/// <param name="Name">As typed.</param>
/// <param name="BusinessLine">As typed.</param>
/// <param name="Actor">Who applies, for which unit.</param>
public sealed record InstitutionApplication(string? Name, string? BusinessLine, UnitActor Actor);

/// <summary>「单位开通机构账户」 (R151, C27): the unit asks, an officer decides. Until then there is no number, and nobody can act in it.</summary>
public sealed class ApplyForInstitution(IInstitutionStore institutions, TimeProvider clock)
{
    /// <summary>Applies.</summary>
    public async ValueTask<InstitutionOutcome> HandleAsync(InstitutionApplication command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var actor = command.Actor;
        if (!actor.KeepsInstitutions)
            return new InstitutionOutcome.Refused(InstitutionErrors.NotPermitted);
        var (name, line) = (InstitutionText.Name(command.Name), InstitutionText.BusinessLine(command.BusinessLine));
        if ((name.Code ?? line.Code) is { } unfit)
            return new InstitutionOutcome.Refused(unfit);
        var now = clock.GetUtcNow();
        var one = new Institution
        {
            Id = Identifiers.InstitutionId.New(now),
            Unit = actor.Unit.Unit,
            Name = name.Value,
            BusinessLine = line.Value,
            Status = InstitutionStatus.Applied,
            AppliedBy = new InstitutionApplicant(actor.Person, actor.Unit.Membership),
            CreatedAt = now,
        };
        var written = await institutions.AddAsync(new InstitutionAdded(one, added => InstitutionFacts.Of(Audit.FactCodes.InstitutionApplied, added, null, actor, now)), ct).ConfigureAwait(false);
        return written.IsOk ? new InstitutionOutcome.Done(written.Value) : new InstitutionOutcome.Refused(written.Code!);
    }
}
