using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Standing;

/// <summary>Whether somebody may be served now. A closed union.</summary>
public abstract record AuthorityVerdict
{
    private AuthorityVerdict()
    {
    }

    /// <summary>Yes.</summary>
    /// <param name="Until">First instant at which not any more, as far as it is known now (the mandate's end); null: no end.</param>
    public sealed record Serves(DateTimeOffset? Until) : AuthorityVerdict;

    /// <summary>No.</summary>
    /// <param name="Reason">One of <see cref="AuthorityReasons"/>.</param>
    public sealed record Refused(string Reason) : AuthorityVerdict;
}

/// <summary>The ONE function that decides on lock-out, freeze, revocation and expiry: at sign-in, in the chooser, at every redemption, userinfo and introspection (security decision 2). Pure.</summary>
public static class Authority
{
    /// <summary>「开通的管理员或经办人必须先实名注册过个人用户」 (R126): nobody acts for a unit below this level.</summary>
    public const AssuranceLevel LeastForUnits = AssuranceLevel.RealName;

    /// <summary>Whether a grant's context may be served.</summary>
    /// <param name="standing">As just read.</param>
    /// <param name="offline">The grant survives its session (<c>offline_access</c>).</param>
    /// <param name="now">UTC.</param>
    /// <param name="least">Least level asked; null: none.</param>
    public static AuthorityVerdict Of(ContextStanding standing, bool offline, DateTimeOffset now, AssuranceLevel? least = null)
    {
        ArgumentNullException.ThrowIfNull(standing);
        // A grant outlives the browser's idle time, but neither sign-out nor the session's absolute end.
        if (!offline && (standing.Session is null || standing.Session.EndedAt is not null || now >= standing.Session.AbsoluteUntil))
            return new AuthorityVerdict.Refused(AuthorityReasons.SessionEnded);
        if (standing.Context.IsSelf)
            return OfPerson(standing.Person, now, least);
        return standing.Unit is { } unit && unit.Context == standing.Context
            ? OfMember(standing.Person, unit, now, least)
            : new AuthorityVerdict.Refused(AuthorityReasons.NoMembership);
    }

    /// <summary>Whether a person may be served for themselves.</summary>
    public static AuthorityVerdict OfPerson(PersonStanding person, DateTimeOffset now, AssuranceLevel? least = null)
    {
        ArgumentNullException.ThrowIfNull(person);
        var reason = person switch
        {
            { FrozenAt: not null } => AuthorityReasons.Frozen,
            { SuspendedAt: not null } => AuthorityReasons.PersonSuspended,
            _ when least is { } level && person.LevelAt(now) < level => AuthorityReasons.LevelTooLow,
            _ => null,
        };
        return reason is null ? new AuthorityVerdict.Serves(null) : new AuthorityVerdict.Refused(reason);
    }

    /// <summary>Whether a person may be served in one membership.</summary>
    public static AuthorityVerdict OfMember(PersonStanding person, UnitStanding unit, DateTimeOffset now, AssuranceLevel? least = null)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (OfPerson(person, now, least is { } level && level > LeastForUnits ? level : LeastForUnits) is AuthorityVerdict.Refused refused)
            return refused;
        var reason = unit switch
        {
            { IsIntact: false } => AuthorityReasons.Tampered,
            { Status: MemberStatus.AwaitingConfirmation } => AuthorityReasons.AwaitingConfirmation,
            { Status: not MemberStatus.Active } => AuthorityReasons.NoMembership,
            { UnitStatus: not UnitStatus.Active } => AuthorityReasons.UnitInactive,
            { Institution.Status: not UnitStatus.Active } => AuthorityReasons.InstitutionInactive,
            { SuspendedAt: not null } => AuthorityReasons.Suspended,
            _ when now < person.HoldUntil || now < unit.HoldUntil => AuthorityReasons.OnHold,
            { Role: UnitRole.LegalRepresentative } => null,
            { Mandate: null } => AuthorityReasons.NoMandate,
            _ => unit.Mandate.Validity.StateAt(now) switch
            {
                ValidityState.NotStarted => AuthorityReasons.NotStarted,
                ValidityState.Ended => AuthorityReasons.Ended,
                _ => null,
            },
        };
        if (reason is not null)
            return new AuthorityVerdict.Refused(reason);
        return new AuthorityVerdict.Serves(unit.Role == UnitRole.LegalRepresentative ? null : unit.Mandate?.Validity.EndsAt);
    }
}
