using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Institutions;

/// <summary>An institution that the department opens of its own accord.</summary>
/// <param name="Unit">For which unit: public id (<c>u_…</c>), unified social credit code or unit number, as sent.</param>
/// <param name="Name">As sent.</param>
/// <param name="BusinessLine">As sent.</param>
/// <param name="Client">The system that says so, as <c>client_id</c>.</param>
/// <param name="Officer">The officer's account name there, as sent.</param>
/// <param name="Reason">Why, as sent; null: none.</param>
public sealed record InstitutionCreation(string? Unit, string? Name, string? BusinessLine, string Client, string? Officer, string? Reason);

/// <summary>「created by staff of the 条线」 (C27): nobody applied, and it has its number at once.</summary>
public sealed class CreateInstitution(IInstitutionStore institutions, IUnitStore units, TimeProvider clock)
{
    /// <summary>Creates.</summary>
    public async ValueTask<InstitutionOutcome> HandleAsync(InstitutionCreation command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var (officer, name, line) = (OfficerInCharge.Read(command.Client, command.Officer), InstitutionText.Name(command.Name), InstitutionText.BusinessLine(command.BusinessLine));
        var reason = command.Reason is null ? default : InstitutionText.Reason(command.Reason);
        if ((officer.Code ?? name.Code ?? line.Code ?? reason.Code) is { } unfit)
            return new InstitutionOutcome.Refused(unfit);
        if (await UnitOfAsync(command.Unit, ct).ConfigureAwait(false) is not { } unit)
            return new InstitutionOutcome.Refused(InstitutionErrors.UnitUnknown);
        if (unit.Status != UnitStatus.Active)
            return new InstitutionOutcome.Refused(InstitutionErrors.UnitInactive);
        var now = clock.GetUtcNow();
        var one = new Institution
        {
            Id = InstitutionId.New(now),
            Unit = unit.Id,
            Name = name.Value,
            BusinessLine = line.Value,
            Decision = new InstitutionDecision(officer.Value, now, reason.OrNull),
            CreatedAt = now,
        };
        var written = await institutions.AddAsync(new InstitutionAdded(one, added => InstitutionFacts.Of(FactCodes.InstitutionCreated, added, null, null, now)), ct).ConfigureAwait(false);
        return written.IsOk ? new InstitutionOutcome.Done(written.Value) : new InstitutionOutcome.Refused(written.Code!);
    }

    private async ValueTask<Unit?> UnitOfAsync(string? asked, CancellationToken ct)
    {
        if (UnitId.Read(asked) is { } id)
            return await institutions.UnitAsync(id, ct).ConfigureAwait(false);
        // An institution's number names no unit here (case UN-19).
        var code = UnitCode.Read(asked) with { InstitutionNumber = null };
        var found = code.IsEmpty ? [] : await units.FindAsync(code, ct).ConfigureAwait(false);
        return found.Length == 1 ? found[0] : null;
    }
}
