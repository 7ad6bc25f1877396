using JsHrss.Accounts.Audit;
using JsHrss.Accounts.CounterSlips;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Jobs;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Accounts;

public abstract class CounterSlipStoreTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private Samples samples = null!;

    private ICounterSlips Slips => store.Get<ICounterSlips>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Of_twenty_wishes_at_once_one_slip_comes_and_the_counter_finds_it()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await Slips.IssueAsync(Issued(samples.Sun.Id), Ct), Ct)));
        var slip = Assert.Single(all.Distinct())!;
        Assert.Equal(slip, await Slips.FindAsync(slip.Number, Ct));
        Assert.Equal(slip, await Slips.FindAsync(samples.Sun.Id, CounterPurpose.RealPerson, clock.Now, Ct));
        Assert.Null(await Slips.FindAsync(samples.Wang.Id, CounterPurpose.RealPerson, clock.Now, Ct));
        Assert.Null(await Slips.FindAsync(CounterSlipNumber.Next(), Ct));
        Assert.Equal(1, store.Count("audit_fact where code = 'counter_slip.issued'"));
    }

    [Fact]
    public async Task A_number_is_one_slips_alone_and_after_its_end_there_is_another()
    {
        var slip = (await Slips.IssueAsync(Issued(samples.Sun.Id), Ct))!;
        var taken = Issued(samples.Wang.Id);
        Assert.Null(await Slips.IssueAsync(taken with { Slip = taken.Slip with { Number = slip.Number } }, Ct));

        clock.Advance(CounterSlip.ValidFor);
        Assert.Null(await Slips.FindAsync(samples.Sun.Id, CounterPurpose.RealPerson, clock.Now, Ct));
        Assert.NotNull(await Slips.FindAsync(slip.Number, Ct));
        Assert.NotEqual(slip.Number, (await Slips.IssueAsync(Issued(samples.Sun.Id), Ct))!.Number);
        clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));
        await store.Get<CleanUp>().RunAsync(Ct);
        Assert.Equal(1, store.Count("counter_slip"));
    }

    [Fact]
    public async Task What_a_level_rests_on_is_told_in_order()
    {
        var evidence = Assert.Single(await store.Get<ILevelEvidence>().OfAsync(samples.Sun.Id, Ct));
        Assert.Equal((AssuranceLevel.RealName, AssuranceMethod.RegisterMatch, "population-register", clock.Now, null), (evidence.Level, evidence.Method, evidence.Source, evidence.At, evidence.Transaction));
        Assert.Empty(await store.Get<ILevelEvidence>().OfAsync(PersonId.New(), Ct));
    }

    private CounterSlipIssued Issued(PersonId person) => new(
        new CounterSlip(CounterSlipNumber.Next(), person, CounterPurpose.RealPerson, clock.Now, clock.Now + CounterSlip.ValidFor),
        [new AuditFact { Code = FactCodes.CounterSlipIssued, Result = AuditResult.Ok, At = clock.Now, Subject = person }]);
}

public sealed class CounterSlipStoreTestsOnSqlite() : CounterSlipStoreTests(TestDatabase.Sqlite);

public sealed class CounterSlipStoreTestsOnPostgreSql(PostgreSqlTests server) : CounterSlipStoreTests(server);
