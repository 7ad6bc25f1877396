using JsHrss.Accounts.Evaluation;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Accounts;

public abstract class EvaluationStoreTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private Samples samples = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Persons_whom_the_client_knows_are_found_with_all_memberships_in_one_look_up()
    {
        await GrantAsync(samples.Wang.Id, "openid unit items");
        await GrantAsync(samples.Sun.Id, "openid items");
        store.Commands.Reset();

        var found = await FindAsync([samples.Wang.Id, samples.Sun.Id, PersonId.New()]);

        Assert.Equal((1, 0), (store.Commands.Reads, store.Commands.Writes));
        Assert.Equal(2, found.Count);
        var wang = found[samples.Wang.Id];
        Assert.True(wang.ShowsUnits);
        Assert.Equal(samples.Member.Mandate, Assert.Single(wang.Memberships.Units).Mandate);
        Assert.Equal("王示办", wang.Memberships.Person.Profile.Value.Name.Value);
        Assert.False(found[samples.Sun.Id].ShowsUnits);
        Assert.Empty(found[samples.Sun.Id].Memberships.Units);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(IEvaluationStore.MostPersons)]
    public async Task Any_number_up_to_the_most_is_asked_for_at_once(int number)
    {
        await GrantAsync(samples.Wang.Id, "items");
        store.Commands.Reset();
        var found = await FindAsync([.. Enumerable.Range(1, number - 1).Select(_ => PersonId.New()), samples.Wang.Id]);
        Assert.Equal(samples.Wang.Id, Assert.Single(found).Key);
        Assert.Equal(1, store.Commands.Reads);
    }

    [Fact]
    public async Task Without_a_live_authorization_of_this_client_with_the_scope_nobody_is_known()
    {
        await GrantAsync(samples.Sun.Id, "openid unit itemsx xitems unit.items");
        await GrantAsync(samples.Wang.Id, "openid items", client: "other");
        Assert.Empty(await FindAsync([samples.Wang.Id, samples.Sun.Id]));
        Assert.Equal(samples.Wang.Id, Assert.Single(await FindAsync([samples.Wang.Id], client: "other")).Key);
    }

    [Fact]
    public async Task What_ended_what_ran_out_and_what_is_from_before_the_bound_counts_no_more()
    {
        var grant = await GrantAsync(samples.Wang.Id, "unit items");
        Assert.Single(await FindAsync([samples.Wang.Id]));
        Assert.Single(await FindAsync([samples.Wang.Id], since: clock.Now));
        Assert.Empty(await FindAsync([samples.Wang.Id], since: clock.Now.AddSeconds(1)));
        Assert.Empty(await store.Get<IEvaluationStore>().FindAsync([samples.Wang.Id], "hall", null, grant.EndsAt, Ct));

        await store.Get<ILedger>().ApplyAsync([new Change.End(grant.Id, "consent_withdrawn")], Ct);
        Assert.Empty(await FindAsync([samples.Wang.Id]));
    }

    [Fact]
    public async Task Of_several_authorizations_each_may_show_units()
    {
        await GrantAsync(samples.Wang.Id, "openid items");
        await GrantAsync(samples.Wang.Id, "openid unit");
        Assert.False((await FindAsync([samples.Wang.Id]))[samples.Wang.Id].ShowsUnits);
        await GrantAsync(samples.Wang.Id, "items unit");
        Assert.True((await FindAsync([samples.Wang.Id]))[samples.Wang.Id].ShowsUnits);
    }

    private ValueTask<System.Collections.Immutable.ImmutableDictionary<PersonId, KnownPerson>> FindAsync(PersonId[] persons, string client = "hall", DateTimeOffset? since = null) =>
        store.Get<IEvaluationStore>().FindAsync(persons, client, since, clock.Now, Ct);

    private async Task<Grant> GrantAsync(PersonId person, string scopes, string client = "hall")
    {
        var sample = samples.AGrant(person, null, null, offline: true);
        var grant = sample with { Client = new ClientId(client), Entitlement = sample.Entitlement with { Scopes = [.. scopes.Split(' ')] } };
        Assert.IsType<Outcome.Done>(await store.Get<ILedger>().ApplyAsync([new Change.Open(grant)], Ct));
        return grant;
    }
}

public sealed class EvaluationStoreTestsOnSqlite() : EvaluationStoreTests(TestDatabase.Sqlite);

public sealed class EvaluationStoreTestsOnPostgreSql(PostgreSqlTests server) : EvaluationStoreTests(server);
