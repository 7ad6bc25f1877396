using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Configuration;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Signing;
using JsHrss.Storage.Tests.Databases;
using JsHrss.Storage.Tests.Signing;

namespace JsHrss.Storage.Tests.Configuration;

public abstract class ConfigWatchTests(TestDatabase on)
{
    private readonly HandMovedClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "FT-17")]
    public async Task A_node_that_got_no_answer_for_four_seconds_is_not_current()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        var currency = node.Get<IStoreCurrency>();
        Assert.True(currency.IsCurrent);
        clock.Advance(TimeSpan.FromSeconds(4) - TimeSpan.FromMilliseconds(1));
        Assert.True(currency.IsCurrent);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(currency.IsCurrent);
        await node.AskAsync();
        Assert.True(currency.IsCurrent);
    }

    [Fact]
    public async Task Asking_is_no_look_up_of_a_request_and_loads_only_what_changed()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        await using var command = await node.BesideAsync(clock);
        node.Commands.Reset();
        await node.AskAsync();
        Assert.Equal((0, 0), (node.Commands.Reads, node.Commands.Writes));
        await command.Get<ISigningKeyDesk>().RotateAsync("ES256", soon: false, Ct);
        Assert.Equal(2, command.Kids().Length); // its own change a node knows at once
        Assert.Single(node.Kids());
        await node.AskAsync();
        Assert.Equal(2, node.Kids().Length);
    }

    [Fact]
    public async Task A_command_writes_between_the_writes_of_a_busy_server_and_neither_fails()
    {
        await using var server = await TestStore.StartAsync(on, clock);
        await using var command = await server.BesideAsync(clock);
        var database = server.Get<IHallDatabase>();
        using var enough = new CancellationTokenSource();
        var served = Task.Run(async () =>
        {
            var writes = 0;
            for (; !enough.IsCancellationRequested; writes++)
                await database.WriteAsync(write => write.Prepare("insert into sighting(kind, issuer, jti_digest, until) values ('busy', 'x', @jti, 1)").Bind("@jti", Guid.NewGuid().ToByteArray()).Run(), Ct);
            return writes;
        }, Ct);

        for (var i = 0; i < 20; i++)
            await command.Get<INotBeforeDesk>().CutAsync("test", Ct);
        await enough.CancelAsync();

        Assert.Equal(await served, server.Count("sighting where kind = 'busy'"));
        Assert.Equal(20, server.Count("audit_fact where code = 'not_before.raised'"));
    }

    [Fact]
    [Trait("Case", "PI-13")]
    public async Task A_session_from_before_the_bound_is_over_and_one_from_after_it_goes_on()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        var samples = new Samples(clock);
        await node.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
        var before = await BeginAsync(node, samples);
        await node.Get<INotBeforeDesk>().CutAsync("test", Ct);
        await node.AskAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        var after = await BeginAsync(node, samples);

        Assert.False((await node.Get<ISessionStore>().FindAsync(before, Ct))!.Session.State.IsLiveAt(clock.Now));
        Assert.True((await node.Get<ISessionStore>().FindAsync(after, Ct))!.Session.State.IsLiveAt(clock.Now));
    }

    private async Task<SessionHandle> BeginAsync(TestStore node, Samples samples)
    {
        var (handle, _) = SessionHandle.Mint(clock.Now);
        await node.Get<ISessionStore>().BeginAsync(
            new SessionBegun(handle, samples.Sun.Id, new Proof(ProofMethod.PersonalPassword, clock.Now, null, null, null), clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []), Ct);
        return handle;
    }
}

public sealed class ConfigWatchTestsOnSqlite() : ConfigWatchTests(TestDatabase.Sqlite);

public sealed class ConfigWatchTestsOnPostgreSql(PostgreSqlTests server) : ConfigWatchTests(server);
