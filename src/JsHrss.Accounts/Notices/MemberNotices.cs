using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Notices;

/// <summary>Who is told of a change of members. The legal representative hears of every administrator who comes, changes or goes, of his own doing too: whoever took over his session would do just that.</summary>
internal static class MemberNotices
{
    /// <summary>Somebody was added.</summary>
    /// <param name="here">By whom, where.</param>
    /// <param name="member">The new membership.</param>
    /// <param name="name">Who was added.</param>
    /// <param name="inPlaceOf">The administrator who goes for it; null: nobody.</param>
    public static ImmutableArray<Notice> Added(Governed here, UnitMember member, PersonName name, StandingMember? inPlaceOf)
    {
        var place = PlaceOf(here);
        var invited = new Notice(
            NoticeKind.Invited, new NoticeRecipient.Person(member.Person), here.Place.Unit, member.Id, member.Version, NoticeTexts.Invited(place, member.Role, member.CreatedAt + Invitation.Lasts));
        if (member.Role != UnitRole.UnitAdministrator)
            return [invited];
        var what = inPlaceOf is null ? NoticeTexts.Added(name) : NoticeTexts.Exchanged(NameOf(inPlaceOf.Person), name);
        return [invited, ToRepresentative(here, member.Id, member.Version, what)];
    }

    /// <summary>Another role, period or scope.</summary>
    /// <param name="here">By whom, where.</param>
    /// <param name="member">Whose, as it was.</param>
    /// <param name="code">Of the audit fact: what was changed.</param>
    /// <param name="role">The role then.</param>
    /// <param name="mandate">The mandate then.</param>
    public static ImmutableArray<Notice> Changed(Governed here, StandingMember member, string code, UnitRole role, Mandate mandate)
    {
        var (place, unit, name, next) = (PlaceOf(here), member.Unit, NameOf(member.Person), member.Unit.Version + 1);
        var (kind, text) = code switch
        {
            FactCodes.MemberRoleChanged => (NoticeKind.RoleChanged, NoticeTexts.RoleChanged(place, unit.Role, role)),
            FactCodes.MemberRenewed => (NoticeKind.PeriodChanged, NoticeTexts.PeriodChanged(place, role, mandate.Validity)),
            FactCodes.MemberItemsGranted => (NoticeKind.ItemsChanged, NoticeTexts.ItemsChanged(place, mandate.Scope.Items.Count)),
            _ => throw new ArgumentOutOfRangeException(nameof(code), code, null),
        };
        var told = new Notice(kind, new NoticeRecipient.Person(member.Person.Id), here.Place.Unit, unit.Membership, next, text);
        if (role == UnitRole.Agent && unit.Role == UnitRole.Agent)
            return [told];
        return [told, ToRepresentative(here, unit.Membership, next, role == unit.Role ? NoticeTexts.Renewed(name, mandate.Validity) : NoticeTexts.Moved(name, unit.Role, role))];
    }

    /// <summary>Somebody was ended by somebody else.</summary>
    /// <param name="here">By whom, where.</param>
    /// <param name="member">Who.</param>
    /// <param name="because">One of <see cref="MemberEnds"/>. The representative hears of who was replaced with who comes.</param>
    public static ImmutableArray<Notice> Ended(Governed here, StandingMember member, string because)
    {
        var (place, unit, next) = (PlaceOf(here), member.Unit, member.Unit.Version + 1);
        var to = new NoticeRecipient.Person(member.Person.Id);
        if (because == MemberEnds.Replaced)
            return [new Notice(NoticeKind.Replaced, to, here.Place.Unit, unit.Membership, next, NoticeTexts.Replaced(place))];
        var removed = new Notice(NoticeKind.Removed, to, here.Place.Unit, unit.Membership, next, NoticeTexts.Removed(place, unit.Role));
        return unit.Role == UnitRole.UnitAdministrator ? [removed, ToRepresentative(here, unit.Membership, next, NoticeTexts.Deleted(NameOf(member.Person)))] : [removed];
    }

    /// <summary>Somebody left.</summary>
    /// <param name="person">Who.</param>
    /// <param name="unit">What was left.</param>
    public static ImmutableArray<Notice> Left(PersonStanding person, UnitStanding unit)
    {
        var (place, name, next) = (NoticePlace.Of(unit), NameOf(person), unit.Version + 1);
        var left = new Notice(NoticeKind.Left, new NoticeRecipient.Person(person.Id), unit.Unit, unit.Membership, next, NoticeTexts.Left(place, unit.Role));
        return unit.Role == UnitRole.UnitAdministrator
            ? [left, new Notice(NoticeKind.AdministratorMoved, new NoticeRecipient.Representative(unit.Unit), unit.Unit, unit.Membership, next, NoticeTexts.AdministratorMoved(place, NoticeTexts.Gone(name), name))]
            : [left];
    }

    /// <summary>Who was invited confirmed: told to whoever granted the mandate last, where that is a member still.</summary>
    /// <param name="person">Who confirmed.</param>
    /// <param name="unit">The membership, as it was.</param>
    public static ImmutableArray<Notice> Confirmed(PersonStanding person, UnitStanding unit) => unit.Mandate?.GrantedBy.Person is { } granter
        ?
        [
            new Notice(
                NoticeKind.Confirmed, new NoticeRecipient.Member(unit.Unit, granter), unit.Unit, unit.Membership, unit.Version + 1,
                NoticeTexts.Confirmed(NoticePlace.Of(unit), NameOf(person), unit.Role, unit.Mandate.Validity)),
        ]
        : [];

    private static Notice ToRepresentative(Governed here, MembershipId membership, int version, string what) => new(
        NoticeKind.AdministratorMoved, new NoticeRecipient.Representative(here.Place.Unit), here.Place.Unit, membership, version,
        NoticeTexts.AdministratorMoved(PlaceOf(here), what, NameOf(here.Scene.Person)));

    private static string PlaceOf(Governed here) => NoticePlace.Of(here.Scene.Acting.UnitName, here.Scene.Institution?.Number);

    private static PersonName NameOf(PersonStanding person) => person.Profile.Value.Name;
}
