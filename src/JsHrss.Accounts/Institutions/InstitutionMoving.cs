using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Institutions;

/// <summary>What every step has in common: over what was seen, from where it begins, and all or nothing.</summary>
internal static class InstitutionMoving
{
    public static async ValueTask<InstitutionOutcome> MoveAsync(
        IInstitutionStore institutions, InstitutionOfUnit found, InstitutionStep step, int version, InstitutionDecision? decision, UnitActor? actor, DateTimeOffset now, CancellationToken ct)
    {
        var one = found.Institution;
        if (one.Version != version)
            return new InstitutionOutcome.Refused(InstitutionErrors.Changed, one);
        if (!step.From.Contains(one.Status))
            return new InstitutionOutcome.Refused(InstitutionErrors.WrongState, one);
        if (step.NeedsUnit && found.Unit.Status != UnitStatus.Active)
            return new InstitutionOutcome.Refused(InstitutionErrors.UnitInactive);

        var change = new InstitutionMoved(
            one, step, decision, now,
            moved => InstitutionFacts.Of(step.Fact, moved, one.Status, actor, now),
            (session, person) => InstitutionFacts.End(FactCodes.SessionEnded, one, step, decision!, person).With("session", session.ToString()) with { Session = session },
            (membership, person) => InstitutionFacts.End(step.MemberFact!, one, step, decision!, person) with { Membership = membership })
        {
            By = actor is null ? null : new InstitutionApplicant(actor.Person, actor.Unit.Membership),
        };
        if (await institutions.MoveAsync(change, ct).ConfigureAwait(false) is { } moved)
            return new InstitutionOutcome.Done(moved);
        if (await institutions.FindAsync(one.Id, ct).ConfigureAwait(false) is { } meanwhile && meanwhile.Institution.Version != version)
            return new InstitutionOutcome.Refused(InstitutionErrors.Changed, meanwhile.Institution);
        // What else was in the condition: the actor's membership, where somebody of the unit acts, or the unit.
        return new InstitutionOutcome.Refused(actor is not null && !step.NeedsUnit ? InstitutionErrors.NotPermitted : InstitutionErrors.UnitInactive);
    }
}
