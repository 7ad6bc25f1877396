using System.Collections.Immutable;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Evaluation;

/// <summary>The ONE decision whether a person may do an item now, for themselves, a unit or an institution (R122, R137, R152). Pure; the standing is judged by <see cref="Authority"/>.</summary>
public static class EvaluateItem
{
    private static readonly ImmutableArray<UnitRole> Superiors = [UnitRole.LegalRepresentative, UnitRole.UnitAdministrator];

    /// <summary>The answer. Reasons are told in this order: the person, the item, the standing of person and membership, the items of the mandate, the item's level.</summary>
    public static ItemVerdict Of(ItemQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.Subject is not { } subject)
            return Refused(EvaluationReasons.SubjectUnknown);
        if (question.Item is not { } item)
            return Refused(EvaluationReasons.ItemUnknown);
        if (item.Validity?.StateAt(question.Now) is ValidityState.NotStarted or ValidityState.Ended)
            return Refused(EvaluationReasons.ItemNotOffered);
        if (question.Action == ItemActions.None || (item.Actions & question.Action) == ItemActions.None)
            return Refused(EvaluationReasons.ActionNotOffered);
        return question.Unit is { } unit ? ForUnit(question, subject, item, unit) : ForSelf(question, subject.Person, item);
    }

    private static ItemVerdict ForSelf(ItemQuestion question, PersonStanding person, BusinessItem item)
    {
        if (!question.ServesPersons)
            return Refused(EvaluationReasons.ContextNotServed);
        // 「单位以经办人身份参与人社业务办理环节的审核」 (R152): units take part in the department's own process, nobody does for themselves.
        if (question.Action == ItemActions.Review)
            return Refused(EvaluationReasons.ActionNotOffered);
        var needed = Higher(item.MinimumLevel, question.Least);
        return Authority.OfPerson(person, question.Now, needed) is AuthorityVerdict.Refused refused ? Refused(refused.Reason, needed) : new ItemVerdict.Permitted();
    }

    private static ItemVerdict ForUnit(ItemQuestion question, MembershipsOfPerson subject, BusinessItem item, UnitAsked asked)
    {
        if (!question.ServesUnits)
            return Refused(EvaluationReasons.ContextNotServed);
        // What a relying party does not understand it must not be told of (case UN-19).
        if (asked.IsInstitution && !question.InstitutionAware)
            return Refused(EvaluationReasons.Institution);
        if (MembershipIn(subject, asked) is not { } membership)
        {
            var isElsewhere = question.InstitutionAware && asked.IsUnit && subject.Units.Any(unit => asked.IsIn(unit) && unit.Status != MemberStatus.Ended);
            return Refused(isElsewhere ? EvaluationReasons.Institution : EvaluationReasons.NoMandate) with { WhoCanGrant = Superiors };
        }

        var needed = Higher(Higher(item.MinimumLevel, question.Least), Authority.LeastForUnits);
        if (Authority.OfMember(subject.Person, membership, question.Now, question.Least) is AuthorityVerdict.Refused refused)
            return Refused(refused.Reason, needed, membership.Role);
        if (question.Seen?.Is(membership.Mandate) == false)
            return Refused(EvaluationReasons.MandateChanged);
        if (!membership.Scope.Covers(item.Code))
            return Refused(EvaluationReasons.ItemMissing) with { WhoCanGrant = Superiors };
        // The item's own level last: nobody is sent to a face check for an item that they have not been given.
        return subject.Person.LevelAt(question.Now) < needed ? Refused(AuthorityReasons.LevelTooLow, needed) : new ItemVerdict.Permitted();
    }

    private static UnitStanding? MembershipIn(MembershipsOfPerson subject, UnitAsked asked) =>
        subject.Units.FirstOrDefault(unit => unit.Status != MemberStatus.Ended && asked.Means(unit));

    private static AssuranceLevel Higher(AssuranceLevel one, AssuranceLevel? other) => other > one ? other.Value : one;

    private static ItemVerdict.Refused Refused(string reason) => new(reason);

    private static ItemVerdict.Refused Refused(string authorityReason, AssuranceLevel? needed, UnitRole? role = null)
    {
        var reason = EvaluationReasons.Of(authorityReason);
        return new(reason)
        {
            Needed = reason == EvaluationReasons.LevelTooLow ? needed : null,
            WhoCanGrant = WhoCanMend(authorityReason, role),
        };
    }

    /// <summary>「法定代表人可以给管理员、经办人开通授权；管理员可以维护给经办人开通授权」 (R127). What the person, the department or time alone can mend names nobody.</summary>
    private static ImmutableArray<UnitRole> WhoCanMend(string authorityReason, UnitRole? role) => !AuthorityReasons.IsMandate(authorityReason) ? []
        : role == UnitRole.UnitAdministrator ? [UnitRole.LegalRepresentative]
        : Superiors;
}
