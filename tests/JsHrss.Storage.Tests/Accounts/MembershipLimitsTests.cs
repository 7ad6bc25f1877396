using System.Data.Common;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Statements;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Accounts;

public abstract class MembershipLimitsTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private Samples samples = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    [Trait("Case", "UN-06")]
    [Trait("Spec", "R125")]
    public async Task Forty_agents_added_at_once_are_ten()
    {
        var added = await AddAsync(40, () => samples.AnAgent(PersonId.New()));
        Assert.Equal(UnitLimits.Agents, added.Count(done => done));
        Assert.Equal(Enumerable.Range(1, 10).Select(n => (object?)(long)n), store.Query("select slot from membership order by slot").Select(row => row[0]));
    }

    [Fact]
    [Trait("Case", "UN-07")]
    [Trait("Spec", "R121")]
    public async Task Forty_administrators_and_forty_legal_representatives_are_one_each()
    {
        var administrators = await AddAsync(40, () => UnitMember.Administrator(MembershipId.New(clock.Now), PersonId.New(), samples.Unit.Id, MembershipLink.Delegated, samples.AMandate(MandateScope.All), clock.Now));
        var representatives = await AddAsync(40, () => UnitMember.LegalRepresentative(MembershipId.New(clock.Now), PersonId.New(), samples.Unit.Id, MembershipLink.Registry, clock.Now));
        Assert.Single(administrators, done => done);
        Assert.Single(representatives, done => done);
    }

    [Fact]
    [Trait("Spec", "R125")]
    [Trait("Spec", "R143")]
    public async Task A_seat_is_free_again_only_when_its_membership_ended()
    {
        await AddAsync(10, () => samples.AnAgent(PersonId.New()));
        store.Query("update membership set suspended_at = 1 where slot = 4");
        Assert.False((await AddAsync(1, () => samples.AnAgent(PersonId.New())))[0]);
        store.Query("update membership set status = 9, ended_at = 1 where slot = 4");
        Assert.True((await AddAsync(1, () => samples.AnAgent(PersonId.New())))[0]);
        Assert.Equal(4L, store.Query("select slot from membership where slot = 4 and status <> 9")[0][0]);
    }

    [Fact]
    public async Task An_institution_has_seats_of_its_own()
    {
        await AddAsync(10, () => samples.AnAgent(PersonId.New()));
        Assert.True((await AddAsync(1, () => samples.AnAgent(PersonId.New()) with { Institution = samples.Institution.Id }))[0]);
    }

    [Fact]
    public async Task The_index_itself_refuses_an_eleventh_past_the_statement()
    {
        await AddAsync(10, () => samples.AnAgent(PersonId.New()));
        foreach (var slot in new[] { "7", "11", "null" })
            Assert.True(on.IsConstraint(Assert.ThrowsAny<DbException>(() => store.Query($"insert into membership(id, version, person, unit, within, role, slot, status, link, created_at) select {on.RandomKey}, 1, {on.RandomKey}, unit, within, 3, {slot}, 2, 5, 0 from membership limit 1"))));
    }

    private Task<bool[]> AddAsync(int times, Func<UnitMember> member) => Task.WhenAll(Enumerable.Range(0, times).Select(_ => Task.Run(
        () =>
        {
            var made = member();
            return store.Get<IHallDatabase>().WriteAsync(write => MembershipSql.Insert(write, made, store.Get<MemberTags>().Of(made)), Ct);
        },
        Ct)));
}

public sealed class MembershipLimitsTestsOnSqlite() : MembershipLimitsTests(TestDatabase.Sqlite);

public sealed class MembershipLimitsTestsOnPostgreSql(PostgreSqlTests server) : MembershipLimitsTests(server);
