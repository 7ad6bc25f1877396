using System.Collections.Immutable;
using JsHrss.Accounts.Contexts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Representatives;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>One line the phone offers.</summary>
/// <param name="Context">What choosing it means.</param>
/// <param name="Unit">The membership; null for oneself.</param>
/// <param name="Refused">Why it cannot be chosen: one of <see cref="AuthorityReasons"/>, or <c>key_not_enrolled</c>; null: it can.</param>
public sealed record OfferedContext(SessionContext Context, UnitStanding? Unit, string? Refused);

/// <summary>One more line: a unit that the register says the person represents, and in which there is no membership yet (C38). It is chosen by the unit's own id.</summary>
/// <param name="Unit">Which.</param>
/// <param name="Refused">Why it cannot be chosen: as of <see cref="OfferedContext"/>, or <see cref="RepresentativeErrors.Stands"/>; null: it can.</param>
public sealed record OfferedUnit(Unit Unit, string? Refused);

/// <summary>For whom a code may be confirmed. Pure. The phone chooses; the browser can only narrow (case QR-12).</summary>
public static class QrContexts
{
    /// <summary>The lines: oneself on the tab of persons; on the tab of units the memberships, by number, those that cannot be chosen with their reason.</summary>
    /// <param name="place">Where the code was shown.</param>
    /// <param name="holder">The person and the memberships that are not ended, as just read.</param>
    /// <param name="isEnrolled">Whether the app's key is.</param>
    /// <param name="now">UTC.</param>
    public static ImmutableArray<OfferedContext> Of(QrPlace place, MembershipsOfPerson holder, bool isEnrolled, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(holder);
        if (place.Tab == QrTab.Person)
            return [new OfferedContext(SessionContext.Self, null, (Authority.OfPerson(holder.Person, now) as AuthorityVerdict.Refused)?.Reason)];
        var hint = UnitCode.Read(place.UnitHint);
        return
        [
            .. holder.Units
                .Where(unit => place.UnitHint is null || hint.KindOf(unit.CreditCode, unit.UnitNumber, unit.Institution?.Number) is not null)
                .OrderBy(unit => unit.UnitNumber.Value, StringComparer.Ordinal).ThenBy(unit => unit.Institution?.Number.Value, StringComparer.Ordinal)
                .Select(unit => new OfferedContext(unit.Context, unit, Reason(holder.Person, unit, isEnrolled, now))),
        ];
    }

    /// <summary>The lines for a terminal: whoever its client serves. A key that is not enrolled opens oneself alone; what a hint does not mean is not offered (case QR-12).</summary>
    /// <param name="question">What the terminal asks, over the session that the approval would open.</param>
    public static ImmutableArray<OfferedContext> Of(ContextQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var beyond = question.Standing.Person.LevelAt(question.Now) < AssuranceLevel.RealPerson ? AuthorityReasons.LevelTooLow : QrErrors.KeyNotEnrolled;
        var hint = UnitCode.Read(question.Hint);
        return
        [
            .. ContextChooser.Options(question)
                .Where(option => question.Hint switch
                {
                    null => true,
                    ContextQuestion.SelfHint => option.Context.IsSelf,
                    _ => option.Unit is { } unit && hint.KindOf(unit.CreditCode, unit.UnitNumber, unit.Institution?.Number) is not null,
                })
                .Select(option => new OfferedContext(option.Context, option.Unit, option.State switch
                {
                    OptionState.Open => null,
                    OptionState.NeedsProof => beyond,
                    _ => option.Reason,
                })),
        ];
    }

    // A unit opens to a real person's enrolled key alone: what Reach says of the proof, said before it is made.
    private static string? Reason(PersonStanding person, UnitStanding unit, bool isEnrolled, DateTimeOffset now) =>
        Authority.OfMember(person, unit, now, AssuranceLevel.RealPerson) is AuthorityVerdict.Refused refused ? refused.Reason : isEnrolled ? null : QrErrors.KeyNotEnrolled;

    /// <summary>The lines of the register, behind the memberships; none on the tab of persons. A hint narrows them as it narrows memberships.</summary>
    /// <param name="place">Where the code was shown.</param>
    /// <param name="person">Who, as just read.</param>
    /// <param name="represented">As just found.</param>
    /// <param name="isEnrolled">Whether the app's key is.</param>
    /// <param name="now">UTC.</param>
    public static ImmutableArray<OfferedUnit> Of(QrPlace place, PersonStanding person, Represented represented, bool isEnrolled, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(represented);
        if (place.Tab == QrTab.Person)
            return [];
        var hint = UnitCode.Read(place.UnitHint);
        return
        [
            .. represented.Units
                .Where(one => place.UnitHint is null || hint.KindOf(one.Unit.CreditCode, one.Unit.Number, null) is not null)
                .Select(one => new OfferedUnit(one.Unit, Reason(person, one, isEnrolled, now))),
        ];
    }

    private static string? Reason(PersonStanding person, RepresentableUnit one, bool isEnrolled, DateTimeOffset now) => one switch
    {
        _ when OfHolder(person, isEnrolled: true, now) is { } reason => reason,
        { Unit.Status: not UnitStatus.Active } => AuthorityReasons.UnitInactive,
        { Representative: not null } => RepresentativeErrors.Stands,
        _ => OfHolder(person, isEnrolled, now),
    };

    /// <summary>Why this holder and this key represent no unit at all, whichever the register names; null: they may. Told before the register is asked.</summary>
    /// <param name="person">Who, as just read.</param>
    /// <param name="isEnrolled">Whether the app's key is.</param>
    /// <param name="now">UTC.</param>
    public static string? OfHolder(PersonStanding person, bool isEnrolled, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (Authority.OfPerson(person, now, AssuranceLevel.RealPerson) is AuthorityVerdict.Refused refused)
            return refused.Reason;
        return now < person.HoldUntil ? AuthorityReasons.OnHold : isEnrolled ? null : QrErrors.KeyNotEnrolled;
    }
}
