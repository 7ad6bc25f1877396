using System.Collections.Immutable;
using JsHrss.Accounts;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Representatives;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Tests.Ledger;

namespace JsHrss.Storage.Tests.Governance;

/// <summary>A unit with a legal representative who agreed to the terms, an administrator and an agent; a second unit; and the use cases over the real store.</summary>
internal sealed class GovernedUnit
{
    private readonly HandMovedClock _clock;
    private readonly GovernanceOptions _options = new();
    private readonly IMemberStore _store;
    private readonly IBusinessItems _items;
    private int _persons;

    private GovernedUnit(TestStore store, HandMovedClock clock)
    {
        (_clock, Store) = (clock, store);
        (_store, _items, Samples) = (store.Get<IMemberStore>(), store.Get<IBusinessItems>(), new Samples(clock));
        (Lin, Zhou) = (APerson("林示法"), APerson("周示管"));
        Representative = UnitMember.LegalRepresentative(MembershipId.New(clock.Now), Lin.Id, Samples.Unit.Id, MembershipLink.Registry, clock.Now);
        Administrator = UnitMember.Administrator(MembershipId.New(clock.Now), Zhou.Id, Samples.Unit.Id, MembershipLink.Delegated, Samples.AMandate(MandateScope.All), clock.Now);
        var otherUnit = Samples.Unit with { Id = UnitId.New(clock.Now), CreditCode = null, Number = UnitNumber.Read("13150827").Value };
        (OtherUnit, OtherRepresentative) = (otherUnit, UnitMember.LegalRepresentative(MembershipId.New(clock.Now), Samples.Sun.Id, otherUnit.Id, MembershipLink.Registry, clock.Now));
    }

    public TestStore Store { get; }

    public Samples Samples { get; }

    public Person Lin { get; }

    public Person Zhou { get; }

    public UnitMember Representative { get; }

    public UnitMember Administrator { get; }

    /// <summary>王示办, with a password and both items of the catalogue.</summary>
    public UnitMember Agent => Samples.Member;

    public Unit OtherUnit { get; }

    /// <summary>孙示名, in the other unit.</summary>
    public UnitMember OtherRepresentative { get; }

    public TestRegister Register { get; } = new();

    /// <summary>Who counts tries to add somebody; null: the store.</summary>
    public IMemberTries? Tries { get; set; }

    public MemberTryOptions MostTries { get; set; } = new();

    public MemberPlace Place => new(Samples.Unit.Id);

    public static async Task<GovernedUnit> StartAsync(TestStore store, HandMovedClock clock, bool agreed = true)
    {
        var unit = new GovernedUnit(store, clock);
        var plan = unit.Samples.Plan;
        await store.Get<IAccountsSeed>().PlantAsync(
            plan with
            {
                Persons = [.. plan.Persons, unit.Lin, unit.Zhou],
                Units = [.. plan.Units, unit.OtherUnit],
                Items = [.. plan.Items, new BusinessItem(Samples.Item("SI-0102"), "劳动合同网签", AssuranceLevel.RealName, ItemActions.Query)],
                Members = [unit.Representative, unit.Administrator, unit.Agent, unit.OtherRepresentative],
            },
            Ct);
        if (agreed)
            Assert.Equal(GovernanceTerms.Version, (await unit.Terms.HandleAsync(unit.As(unit.Representative), unit.Place, GovernanceTerms.Version, Ct)).Value);
        return unit;
    }

    public AcceptTerms Terms => new(_store, _clock);

    public RenewMandate Renewal => new(_store, _options, _clock);

    public GrantItems Items => new(_store, _items, _clock);

    public ChangeRole Roles => new(_store, _clock);

    public EndMember Ending => new(_store, _clock);

    public LeaveUnit Leaving => new(Store.Get<IUnitStore>(), _store, _clock);

    public ReplaceAdministrator Replacing => new(_store, Appoint, _clock);

    private AppointMember Appoint => new(_store, new FindRepresented(Register, Store.Get<IRepresentableUnits>(), _clock), _options, Tries ?? Store.Get<IMemberTries>(), MostTries);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public GovernanceActor As(UnitMember member, int provenMinutesAgo = 1) => new(member.Person, member.Id, _clock.Now.AddMinutes(-provenMinutesAgo), RequestOrigin.Unknown);

    /// <summary>Another person with papers of their own.</summary>
    public Person APerson(string name, AssuranceLevel level = AssuranceLevel.RealName)
    {
        var n = ++_persons;
        return Samples.APerson(name, Number($"32010019900101{n:000}"), $"1390000{n:0000}", level);
    }

    public async Task<Person> PlantAsync(Person person)
    {
        await Store.Get<IAccountsSeed>().PlantAsync(new SeedPlan { Persons = [person] }, Ct);
        return person;
    }

    public static MemberForm Form(Person person, MandatePeriod? period = null) =>
        new(person.Name.Value, null, person.Document.Printed, null, person.Phone!.Value, period ?? MandatePeriod.Default);

    public ValueTask<Result<MemberDone>> AddAsync(UnitMember by, UnitRole role, MemberForm form, MemberPlace? place = null, int proven = 1, params string[] items) =>
        new AddMember(_store, _items, Appoint, _clock).HandleAsync(As(by, proven), place ?? Place, role, form, [.. items], Ct);

    public async Task<MemberList> ListAsync(UnitMember? by = null, MemberPlace? place = null) => (await new ReadMembers(_store, _clock).HandleAsync(As(by ?? Representative), place ?? Place, Ct)).Value;

    public async Task<string?> ListRefusalAsync(UnitMember by, MemberPlace? place = null) => (await new ReadMembers(_store, _clock).HandleAsync(As(by), place ?? Place, Ct)).Code;

    public async Task<MemberEntry> EntryAsync(MembershipId member, MemberPlace? place = null) => (await ListAsync(place: place)).Members.Single(one => one.Id == member);

    public async Task<SeenMember> SeenAsync(MembershipId member, MemberPlace? place = null) => new(place ?? Place, member, (await EntryAsync(member, place)).Version);

    /// <summary>As the app does it, without face and password.</summary>
    public void Confirm() => Store.Query("update membership set status = 2 where status = 1");

    // 18 digits with the check character of GB 11643 (ISO 7064 MOD 11-2).
    private static string Number(string first)
    {
        var digits = first.PadRight(17, '0')[..17];
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return digits + "10X98765432"[weights.Select((weight, i) => weight * (digits[i] - '0')).Sum() % 11];
    }
}

/// <summary>A register that says what the test says.</summary>
internal sealed class TestRegister : IRegistrationAuthority
{
    public List<RegisteredUnit> Units { get; } = [];

    public Task<RegisterAnswer> UnitsOfAsync(IdentityDocument document, CancellationToken ct) =>
        Task.FromResult<RegisterAnswer>(new RegisterAnswer.Found([.. Units.Where(unit => unit.DocumentNumber == document.Number.Value)]));
}
