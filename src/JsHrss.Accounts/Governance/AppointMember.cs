using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;
using JsHrss.Accounts.Representatives;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>Finds whom a form means, and whether they can be appointed. Adding and replacing have it in common.</summary>
public sealed class AppointMember(IMemberStore store, FindRepresented represented, GovernanceOptions options, IMemberTries tries, MemberTryOptions most)
{
    /// <summary>The change that adds the person, or why there is none. Whom it replaces is named to the legal representative.</summary>
    internal async ValueTask<Result<MemberAdded>> HandleAsync(Governed here, UnitRole role, MemberForm form, MandateScope items, StandingMember? inPlaceOf, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (here.Scene.Institution is { } institution && institution.Status != UnitStatus.Active)
            return new Refusal(GovernanceErrors.InstitutionInactive);
        var typed = Read(form, here.Today);
        if (!typed.IsOk)
            return new Refusal(typed.Code!);
        var validity = form.Period.Read(options, here.Today);
        if (!validity.IsOk)
            return new Refusal(validity.Code!);
        var found = await FindAsync(here, typed.Value, ct).ConfigureAwait(false);
        if (!found.IsOk)
            return new Refusal(found.Code!);

        var (person, now) = (found.Value.Person.Id, here.Now);
        var mandate = new Mandate(MandateId.New(now), validity.Value, role == UnitRole.UnitAdministrator ? MandateScope.All : items, here.Grants);
        var made = role == UnitRole.UnitAdministrator
            ? UnitMember.Administrator(MembershipId.New(now), person, here.Place.Unit, MembershipLink.Delegated, mandate, now)
            : UnitMember.Agent(MembershipId.New(now), person, here.Place.Unit, MembershipLink.Delegated, mandate, now);
        var member = made with { Institution = here.Place.Institution, Status = MemberStatus.AwaitingConfirmation };
        var fact = MemberFacts.Of(FactCodes.MemberAdded, here, member.Id, person, mandate.Id).After(role, mandate);
        return new MemberAdded(here.Seen, member, here.AddedAfter, now, [fact], (membership, of) => InvitationFacts.Over(here.Place.Unit, membership, of, now))
        {
            Notices = MemberNotices.Added(here, member, found.Value.Person.Profile.Value.Name, inPlaceOf),
        };
    }

    // One answer for a person who is not there, is not real-name, is closed, or differs in one of three: it must not tell which of another's data is right (M3, case EN-01).
    private async ValueTask<Result<MembershipsOfPerson>> FindAsync(Governed here, (PersonName Name, IdentityDocument Document, PhoneNumber Mobile) typed, CancellationToken ct)
    {
        // Counted here and nowhere earlier: what is refused before tells nothing of anybody, and spends nothing of what those have who may add.
        if (most.Tries > 0 && await tries.TakeAsync(here.Actor.Person, here.Place.Unit, most, here.Now, ct).ConfigureAwait(false) is not null)
            return new Refusal(GovernanceErrors.TooMany);
        var found = await store.FindAsync(typed.Document, ct).ConfigureAwait(false);
        if (found is null
            || Authority.OfPerson(found.Person, here.Now, Authority.LeastForUnits) is AuthorityVerdict.Refused
            || found.Person.Profile.Value is not { } profile
            || !profile.Name.Matches(typed.Name) || profile.Document != typed.Document || profile.Phone != typed.Mobile)
            return new Refusal(GovernanceErrors.NotMatched);
        // The unit's representative stands above its institutions too, and is nobody's agent there (C27, R147).
        if (here.Scene.Members.Any(member => member.Person.Id == found.Person.Id && here.Counts(member))
            || found.Units.Any(unit => unit.Unit == here.Place.Unit && unit.Role == UnitRole.LegalRepresentative))
            return new Refusal(GovernanceErrors.HasRole);
        // Whom the register names as representative would lose the way in by becoming an agent: nobody has two roles. A register that is silent hinders nothing.
        var named = await represented.HandleAsync(found, anew: false, ct).ConfigureAwait(false);
        return named.Units.Any(one => one.Unit.Id == here.Place.Unit) ? new Refusal(GovernanceErrors.HasRole) : found;
    }

    private static Result<(PersonName Name, IdentityDocument Document, PhoneNumber Mobile)> Read(MemberForm form, DateOnly today)
    {
        var name = PersonName.Read(form.Name);
        if (!name.IsOk)
            return new Refusal(IdentifierErrors.NameForm);
        var type = form.DocumentType is null ? IdDocumentType.ResidentIdentityCard : IdDocumentTypes.Read(form.DocumentType);
        if (!type.IsOk)
            return new Refusal(type.Code!);
        var document = IdentityDocument.Read(type.Value, form.DocumentNumber, today, form.Country);
        if (!document.IsOk)
            return new Refusal(document.Code!);
        var mobile = PhoneNumber.Read(form.Mobile);
        return mobile.IsOk ? (name.Value, document.Value, mobile.Value) : new Refusal(IdentifierErrors.PhoneForm);
    }
}
