using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using JsHrss.Accounts;
using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;

namespace JsHrss.IdP.Seed;

/// <summary>Plants <see cref="DemoHall"/>. Keys are derived from names, so that planting twice changes nothing; dates count from the first start.</summary>
internal sealed class DemoSeed(IAccountsSeed seed, PasswordOptions passwords, LockoutOptions lockout, TimeProvider clock)
{
    /// <summary>Keys of everybody it plants.</summary>
    public static ImmutableArray<PersonId> Persons { get; } = [.. DemoHall.People.Select(demo => PersonIdOf(demo.Name))];

    private DateTimeOffset _now;
    private DateOnly _today;

    public async ValueTask PlantAsync(CancellationToken ct)
    {
        _now = clock.GetUtcNow();
        _today = ChinaTime.DayOf(_now);
        await seed.PlantAsync(
            new SeedPlan
            {
                Persons = [.. DemoHall.People.Select(PersonOf)],
                Units = [.. DemoHall.Units.Select(UnitOf)],
                Institutions = [.. DemoHall.Institutions.Select(InstitutionOf)],
                Items = [.. DemoHall.Items.Select(ItemOf)],
                Members = [.. DemoHall.Members.Select(MemberOf)],
                Addresses = [.. DemoHall.Addresses.Select(AddressOf)],
                Credentials = [.. DemoHall.People.Select(PersonalPasswordOf), .. DemoHall.Members.Where(demo => demo.InvitedAt is null).Select(MemberPasswordOf)],
            },
            ct);
    }

    private Person PersonOf(DemoPerson demo)
    {
        var person = new Person
        {
            Id = PersonIdOf(demo.Name),
            Name = PersonName.Read(demo.Name).Value,
            Document = IdentityDocument.Read(demo.Document, demo.IdNumber, _today).Value,
            Phone = PhoneNumber.Read(demo.Mobile).Value,
            FrozenAt = demo.Frozen ? _now : null,
            CreatedAt = _now,
            UpdatedAt = _now,
        };
        if (demo.Level >= DemoLevel.RealName)
            person = person.Establish(new AssuranceEvidence(AssuranceLevel.RealName, AssuranceMethod.RegisterMatch, _now, "demo")).Value;
        if (demo.Level >= DemoLevel.RealPerson)
            person = person.Establish(new AssuranceEvidence(AssuranceLevel.RealPerson, AssuranceMethod.FaceCheck, _now, "demo")).Value;
        return person;
    }

    private Unit UnitOf(DemoUnit demo) => new()
    {
        Id = new UnitId(Key("unit", demo.Key)),
        CreditCode = UnifiedSocialCreditCode.Read(demo.Code).Value,
        Number = UnitNumber.Read(demo.Number).Value,
        Name = demo.Name,
        Type = demo.Type,
        Region = Region.Read(demo.Region).Value,
        Status = demo.Status,
        CreatedAt = _now.AddDays(demo.OpenedAt),
    };

    private SeedAddress AddressOf(DemoAddress demo)
    {
        var written = PostalAddress.Read(demo.Written).Address ?? throw new InvalidOperationException($"The demonstration's address of {demo.Person} is none.");
        return new SeedAddress(AddressOwner.Of(PersonIdOf(demo.Person)), new DeliveryAddress(new AddressId(Key("address", demo.Person)), 1, written, demo.Written.MakeDefault), _now);
    }

    private Institution InstitutionOf(DemoInstitution demo) => new()
    {
        Id = InstitutionIdOf(demo.Number ?? demo.Name),
        Unit = new UnitId(Key("unit", demo.Unit)),
        Number = demo.Number is { } number ? InstitutionNumber.Read(number).Value : null,
        Name = demo.Name,
        BusinessLine = demo.BusinessLine,
        Status = demo.Number is null ? InstitutionStatus.Applied : InstitutionStatus.Active,
        AppliedBy = demo.AppliedBy is { } person ? new InstitutionApplicant(PersonIdOf(person), MembershipIdOf(DemoHall.Members.Single(one => (one.Person, one.Unit) == (person, demo.Unit)))) : null,
        CreatedAt = _now,
    };

    private static BusinessItem ItemOf(DemoItem demo) => new(
        BusinessItemCode.Read(demo.Code).Value,
        demo.Name,
        demo.Level switch
        {
            DemoLevel.RealPerson => AssuranceLevel.RealPerson,
            DemoLevel.RealName => AssuranceLevel.RealName,
            _ => AssuranceLevel.Registered,
        },
        demo.Actions.Aggregate(ItemActions.None, (all, action) => all | Enum.Parse<ItemActions>(action, ignoreCase: true)));

    private UnitMember MemberOf(DemoMember demo)
    {
        var (id, person, unit, link) = (MembershipIdOf(demo), PersonIdOf(demo.Person), new UnitId(Key("unit", demo.Unit)), Enum.Parse<MembershipLink>(demo.Link, ignoreCase: true));
        var member = demo.Role switch
        {
            DemoRole.LegalRepresentative => UnitMember.LegalRepresentative(id, person, unit, link, _now),
            DemoRole.Administrator => UnitMember.Administrator(id, person, unit, link, MandateOf(demo, MandateScope.All, link), _now),
            _ => UnitMember.Agent(id, person, unit, link, MandateOf(demo, MandateScope.Of(demo.Items.Select(item => BusinessItemCode.Read(item).Value)), link), _now),
        };
        return member with
        {
            Institution = demo.Institution is { } institution ? InstitutionIdOf(institution) : null,
            SuspendedAt = demo.Suspended ? _now : null,
            Status = demo.InvitedAt is null ? MemberStatus.Active : MemberStatus.AwaitingConfirmation,
            CreatedAt = _now.AddDays(demo.InvitedAt ?? 0),
        };
    }

    private Mandate MandateOf(DemoMember demo, MandateScope scope, MembershipLink link)
    {
        var validity = Validity.Between(_today.AddDays(demo.From!.Value), _today.AddDays(demo.To!.Value)).Value;
        UnitRole? grantedBy = link != MembershipLink.Delegated ? null : demo.Role == DemoRole.Administrator ? UnitRole.LegalRepresentative : UnitRole.UnitAdministrator;
        return new Mandate(new MandateId(Key("mandate", demo.Person + "@" + demo.Unit)), validity, scope, new GrantedBy(link, grantedBy, GranterOf(demo, grantedBy)));
    }

    /// <summary>Who holds that role in the unit.</summary>
    private static PersonId? GranterOf(DemoMember demo, UnitRole? role) =>
        DemoHall.Members.FirstOrDefault(one => one.Unit == demo.Unit && one.Role == (role == UnitRole.LegalRepresentative ? DemoRole.LegalRepresentative : DemoRole.Administrator)) is { } granter && role is not null
            ? PersonIdOf(granter.Person)
            : null;

    private Credential PersonalPasswordOf(DemoPerson demo) => CredentialOf("personal:" + demo.Name, demo.Name, null, DemoHall.PersonalPassword) with
    {
        Lock = demo.LockedAtStart ? new LockState(lockout.Failures, _now, _now + lockout.Duration, 0) : LockState.Open,
    };

    private Credential MemberPasswordOf(DemoMember demo)
    {
        var password = demo.InitialPassword ?? (demo.Unit == "U2" ? DemoHall.MemberPasswordOfU2 : DemoHall.MemberPassword);
        var credential = CredentialOf("member:" + demo.Person + "@" + demo.Unit, demo.Person, MembershipIdOf(demo), password);
        return demo.InitialPassword is null ? credential : Credential.Initial(credential.Id, credential.Person, credential.Membership, credential.Hash, _now, passwords);
    }

    private Credential CredentialOf(string key, string person, MembershipId? membership, string password) => new()
    {
        Id = new CredentialId(Key("credential", key)),
        Person = PersonIdOf(person),
        Membership = membership,
        Hash = PasswordHash.Of(password, passwords.Iterations),
        SetAt = _now,
    };

    private static PersonId PersonIdOf(string name) => new(Key("person", name));

    private static MembershipId MembershipIdOf(DemoMember demo) => new(Key("member", demo.Person + "@" + demo.Unit));

    private static InstitutionId InstitutionIdOf(string key) => new(Key("institution", key));

    private static Guid Key(string kind, string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"demo:{kind}:{name}")).AsSpan(0, 16), bigEndian: true);
}
