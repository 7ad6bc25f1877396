using System.Collections.Immutable;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Api.Units;

namespace JsHrss.IdP.Bridge;

/// <summary>The unit itself, and what a member does about his own membership, between API and domain.</summary>
internal sealed class UnitDesk(ReadUnit read, EditUnitProfile edit, AcceptTerms terms, ReadOwnItems own, LeaveUnit leave)
{
    /// <summary>Members of the unit that a patch may set.</summary>
    public static ImmutableArray<string> Editable { get; } = ["economic_type", "industry", "affiliation", "registered_address", "unit_nature"];

    /// <summary>Those that are shown and not set: facts of the register (R148), and what follows from the token.</summary>
    public static ImmutableArray<string> Shown { get; } =
        ["sub", "organization_name", "registration_number", "organization_code", "unit_no", "unit_type", "region", "status", "representative", "may_edit"];

    public async ValueTask<UnitAnswer> ReadAsync(ActingUnit acting, CancellationToken ct)
    {
        var found = await read.HandleAsync(acting.Actor, acting.Unit, ct);
        return found.IsOk ? UnitAnswer.Of(Told(found.Value), found.Value.Profile.Version) : UnitAnswer.Refused(found.Code!);
    }

    public async ValueTask<UnitAnswer> EditAsync(ActingUnit acting, int version, ImmutableDictionary<string, string?> patch, CancellationToken ct)
    {
        var done = await edit.HandleAsync(acting.Actor, acting.Unit, version, profile => Patched(profile, patch), ct);
        return done.IsOk ? UnitAnswer.Done(done.Value.Version) : UnitAnswer.Refused(done.Code!);
    }

    public async ValueTask<UnitAnswer> AcceptTermsAsync(ActingUnit acting, int version, CancellationToken ct)
    {
        var done = await terms.HandleAsync(acting.Actor, acting.Place, version, ct);
        return done.IsOk ? UnitAnswer.Done() : UnitAnswer.Refused(done.Code!);
    }

    public async ValueTask<UnitAnswer> OwnItemsAsync(ActingUnit acting, PageWish wish, CancellationToken ct)
    {
        var found = await own.HandleAsync(acting.Actor, ct);
        if (!found.IsOk)
            return UnitAnswer.Refused(found.Code!);
        var (role, isAll, items, _) = found.Value;
        return UnitAnswer.Of(wish.Cut(role.Word(), isAll, items.Select(item => new ItemMessage(item.Code.Value, item.Name))), found.Value.Version);
    }

    public async ValueTask<UnitAnswer> LeaveAsync(ActingUnit acting, int version, CancellationToken ct)
    {
        var done = await leave.HandleAsync(new MemberLeaving(acting.Actor.Person, acting.Actor.ProvenAt, acting.Actor.Origin), acting.Actor.Membership, version, ct);
        return done.IsOk ? UnitAnswer.Done() : UnitAnswer.Refused(done.Code!);
    }

    private static UnitProfile Patched(UnitProfile profile, ImmutableDictionary<string, string?> patch) => profile with
    {
        EconomicType = patch.GetValueOrDefault("economic_type", profile.EconomicType),
        Industry = patch.GetValueOrDefault("industry", profile.Industry),
        Affiliation = patch.GetValueOrDefault("affiliation", profile.Affiliation),
        RegisteredAddress = patch.GetValueOrDefault("registered_address", profile.RegisteredAddress),
        Nature = patch.GetValueOrDefault("unit_nature", profile.Nature),
    };

    private static UnitMessage Told(UnitView view) => new()
    {
        Id = view.Unit.Unit.ToString(),
        Name = view.Unit.UnitName,
        CreditCode = view.Unit.CreditCode?.Value,
        OrganizationCode = view.Unit.CreditCode is { HasValidOrganizationPart: true } code ? code.OrganizationPart : null,
        Number = view.Unit.UnitNumber.Value,
        Type = view.Unit.UnitType.Word(),
        Region = view.Unit.Region?.Code,
        Status = view.Unit.UnitStatus switch { UnitStatus.Active => "active", UnitStatus.Suspended => "suspended", _ => "ended" },
        Representative = view.Representative is { } person ? Told(person) : null,
        EconomicType = view.Profile.EconomicType,
        Industry = view.Profile.Industry,
        Affiliation = view.Profile.Affiliation,
        RegisteredAddress = view.Profile.RegisteredAddress,
        Nature = view.Profile.Nature,
        MayEdit = view.MayEdit,
    };

    private static RepresentativeMessage Told(PersonProfile person) => new()
    {
        Name = person.Name.ToString(),
        DocumentType = person.Document.Type.Code(),
        DocumentNumber = person.Document.Number.ToString(),
        Mobile = person.Phone?.ToString(),
    };
}
