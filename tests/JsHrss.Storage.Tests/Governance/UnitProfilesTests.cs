using JsHrss.Accounts;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Governance;

/// <summary>What a unit says of itself, in the database.</summary>
public abstract class UnitProfilesTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private GovernedUnit unit = null!;

    private IUnitProfiles Profiles => store.Get<IUnitProfiles>();

    private EditUnitProfile Edit => new(store.Get<IMemberStore>(), Profiles, clock);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        unit = await GovernedUnit.StartAsync(store, clock);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    [Trait("Spec", "R148")]
    public async Task Of_twenty_first_profiles_and_of_twenty_second_ones_one_is_written_with_its_fact()
    {
        for (var version = 0; version < 2; version++)
        {
            var seen = version;
            var done = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(async () => await EditAsync(unit.Representative, seen, profile => profile with { Industry = $"行业{seen}-{n}" }), Ct)));
            Assert.Equal(GovernanceErrors.ProfileChanged, Assert.Single(done.Where(one => !one.IsOk).Select(one => one.Code).Distinct()));
            Assert.Equal(Assert.Single(done, one => one.IsOk).Value, await Profiles.ReadAsync(unit.Samples.Unit.Id, Ct));
            Assert.Equal(version + 1, store.Count("audit_fact where code = 'unit.profile_changed'"));
        }

        Assert.Equal(UnitProfile.Empty, await Profiles.ReadAsync(unit.OtherUnit.Id, Ct));
    }

    [Fact]
    public async Task Every_member_is_kept_and_can_be_taken_out_again()
    {
        var whole = new UnitProfile { EconomicType = "有限责任公司", Industry = "𠮷业", Affiliation = "市属", RegisteredAddress = new string('路', UnitProfile.LongestAddress), Nature = "企业", Version = 1 };
        Assert.Equal(whole, (await EditAsync(unit.Administrator, 0, _ => whole)).Value);
        Assert.Equal(whole, await Profiles.ReadAsync(unit.Samples.Unit.Id, Ct));
        Assert.True((await EditAsync(unit.Administrator, 1, _ => UnitProfile.Empty)).IsOk);
        Assert.Equal(UnitProfile.Empty with { Version = 2 }, await Profiles.ReadAsync(unit.Samples.Unit.Id, Ct));
    }

    [Fact]
    [Trait("Case", "UN-11")]
    public async Task Whoever_may_not_or_is_not_any_more_what_he_was_writes_nothing()
    {
        Assert.Equal(GovernanceErrors.Forbidden, (await EditAsync(unit.Agent, 0, profile => profile)).Code);
        Assert.Equal(GovernanceErrors.UnitUnknown, (await Edit.HandleAsync(unit.As(unit.Representative), unit.OtherUnit.Id, 0, profile => profile, Ct)).Code);
        Assert.Equal(GovernanceErrors.ProfileForm, (await EditAsync(unit.Representative, 0, profile => profile with { Nature = "" })).Code);
        var profile = UnitProfile.Empty with { Nature = "企业", Version = 1 };
        Assert.False(await Profiles.ChangeAsync(new UnitProfileChange(new ActorSeen(unit.Representative.Id, unit.Representative.Version + 1), unit.Samples.Unit.Id, profile, clock.Now, []), Ct));
        Assert.False(await Profiles.ChangeAsync(new UnitProfileChange(new ActorSeen(unit.Representative.Id, unit.Representative.Version), unit.OtherUnit.Id, profile, clock.Now, []), Ct));
        Assert.Equal(0, store.Count("unit_profile"));
    }

    private ValueTask<Result<UnitProfile>> EditAsync(UnitMember by, int version, Func<UnitProfile, UnitProfile> edit) => Edit.HandleAsync(unit.As(by), unit.Samples.Unit.Id, version, edit, Ct);
}

public sealed class UnitProfilesTestsOnSqlite() : UnitProfilesTests(TestDatabase.Sqlite);

public sealed class UnitProfilesTestsOnPostgreSql(PostgreSqlTests server) : UnitProfilesTests(server);
