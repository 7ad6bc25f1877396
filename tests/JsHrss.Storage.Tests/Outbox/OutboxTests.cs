using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Statements;
using JsHrss.Storage.Tests.Databases;
using Proof = JsHrss.Accounts.SignIn.Proof;
using SessionId = JsHrss.OpenId.Ports.SessionId;

namespace JsHrss.Storage.Tests.Outbox;

public abstract class OutboxTests(TestDatabase on) : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly HandMovedClock clock = new();
    private TestStore store = null!;

    private protected TestStore Store => store;
    private Samples samples = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IOutbox Box => store.Get<IOutbox>();

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Of_twenty_that_race_for_one_message_one_gets_it()
    {
        await QueueAsync("hall");
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await TakeAsync(), Ct)));
        Assert.Single(taken.SelectMany(messages => messages));
    }

    [Fact]
    public async Task Each_target_gets_one_at_a_time_and_a_long_queue_holds_up_nobody_else()
    {
        for (var n = 0; n < 5; n++)
            await QueueAsync("dead");
        await QueueAsync("hall");
        await QueueAsync("partner");

        var first = await TakeAsync(max: 3);
        Assert.Equal(["dead", "hall", "partner"], first.Select(message => message.Target).Order(StringComparer.Ordinal));
        Assert.Empty(await TakeAsync());

        await Box.FinishAsync(first.Single(message => message.Target == "hall").Id, "delivered", [], Ct);
        await QueueAsync("hall");
        Assert.Equal(["hall"], (await TakeAsync()).Select(message => message.Target));
    }

    [Fact]
    public async Task A_lease_that_nobody_gave_back_ends_by_itself()
    {
        await QueueAsync("hall");
        var message = Assert.Single(await TakeAsync());
        clock.Advance(Lease - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await TakeAsync());
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(message.Id, Assert.Single(await TakeAsync()).Id);
    }

    [Fact]
    public async Task What_is_postponed_comes_back_when_it_is_due_and_counts_its_attempts()
    {
        await QueueAsync("hall");
        var message = Assert.Single(await TakeAsync());
        Assert.Equal(0, message.Attempts);
        await Box.PostponeAsync(message.Id, clock.Now.AddMinutes(1), Ct);
        Assert.Empty(await TakeAsync());
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((message.Id, 1), (await TakeAsync()) is [var again] ? (again.Id, again.Attempts) : default);
    }

    [Fact]
    public async Task What_is_over_keeps_no_payload_is_never_given_out_again_and_its_fact_is_written_once()
    {
        await QueueAsync("hall");
        var message = Assert.Single(await TakeAsync());
        Change.Fact fact = new("logout.undelivered", "refused", "given_up", null, new SubjectId(samples.Wang.Id.ToString()), null, new ClientId("hall"), null);
        await Box.FinishAsync(message.Id, "given_up", [fact], Ct);
        await Box.FinishAsync(message.Id, "given_up", [fact], Ct);
        await Box.PostponeAsync(message.Id, clock.Now, Ct);
        clock.Advance(TimeSpan.FromDays(1));

        Assert.Empty(await TakeAsync());
        Assert.Equal(["given_up", null], store.Query("select result, payload from outbox")[0]);
        Assert.Equal(1, store.Count("audit_fact where code = 'logout.undelivered' and client = 'hall'"));
    }

    [Fact]
    public async Task Messages_outlive_a_restart()
    {
        await QueueAsync("hall");
        store = await store.RestartAsync(clock);
        Assert.Equal("hall", Assert.Single(await TakeAsync()).Target);
    }

    [Fact]
    public async Task Whoever_waits_is_woken_by_the_commit()
    {
        var waiting = Box.WaitAsync(LogoutNotice.Kind, TimeSpan.FromMinutes(5), Ct).AsTask();
        await QueueAsync("hall");
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }

    [Fact]
    public async Task An_empty_outbox_costs_one_look_up_and_no_write()
    {
        store.Commands.Reset();
        Assert.Empty(await TakeAsync());
        Assert.Equal((1, 0), (store.Commands.Reads, store.Commands.Writes));
    }

    [Fact]
    public async Task A_message_that_cannot_be_opened_is_over_with_a_fact_and_keeps_no_other_target_waiting()
    {
        await QueueAsync("poisoned");
        await QueueAsync("hall");
        await RunAsync($"update outbox set payload = {on.Bytes("0001")} where target = 'poisoned'");

        Assert.Equal(["hall"], (await TakeAsync()).Select(message => message.Target));
        Assert.Equal(1, store.Count("outbox where target = 'poisoned' and result = 'unreadable' and done_at is not null and payload is null"));
        Assert.Equal(1, store.Count("audit_fact where code = 'outbox.unreadable' and client = 'poisoned'"));
        clock.Advance(Lease);
        Assert.Equal(["hall"], (await TakeAsync()).Select(message => message.Target));
    }

    [Fact]
    public async Task One_that_was_postponed_holds_back_its_target_goes_first_and_lets_the_others_go_when_it_is_over()
    {
        await QueueAsync("dead");
        await QueueAsync("dead");
        await QueueAsync("hall");
        var first = (await TakeAsync()).Single(message => message.Target == "dead");
        await Box.PostponeAsync(first.Id, clock.Now.AddSeconds(5), Ct);
        await QueueAsync("dead");
        Assert.Empty(await TakeAsync());

        clock.Advance(TimeSpan.FromSeconds(5));
        var again = Assert.Single(await TakeAsync());
        Assert.Equal((first.Id, 1), (again.Id, again.Attempts));
        await Box.FinishAsync(first.Id, "delivered", [], Ct);
        Assert.Equal(0, Assert.Single(await TakeAsync()).Attempts);
    }

    [Fact]
    [Trait("Case", "RT-19")]
    public async Task What_waits_past_the_horizon_is_given_up_together_and_nothing_else()
    {
        for (var n = 0; n < 3; n++)
            await QueueAsync("dead");
        await QueueAsync("hall");
        var tried = (await TakeAsync()).Single(message => message.Target == "dead");
        var horizon = clock.Now;
        await QueueAsync("dead");

        Assert.Equal(2, await Box.GiveUpAsync(LogoutNotice.Kind, "dead", horizon, messages => new Change.Fact("logout.undelivered", "refused", "given_up", null, null, null, new ClientId("dead"), null), Ct));

        Assert.Equal(2, store.Count("outbox where target = 'dead' and result = 'given_up' and payload is null"));
        Assert.Equal(3, store.Count("outbox where done_at is null"));
        Assert.Equal(1, store.Count("audit_fact where code = 'logout.undelivered' and client = 'dead'"));
        await Box.FinishAsync(tried.Id, "delivered", [], Ct);
        Assert.Equal(["dead"], (await TakeAsync()).Select(message => message.Target));
    }

    private Task<int> RunAsync(string sql) => store.Get<IHallDatabase>().WriteAsync(write => write.Prepare(sql).Run(), Ct);

    private async Task<OutboxMessage[]> TakeAsync(int max = 10) => [.. await Box.TakeAsync(LogoutNotice.Kind, max, Lease, Ct)];

    /// <summary>A session of a client that wants to be told begins and ends.</summary>
    private async Task QueueAsync(string client)
    {
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var (handle, _) = SessionHandle.Mint(clock.Now);
        var sessions = store.Get<ISessionStore>();
        await sessions.BeginAsync(
            new SessionBegun(handle, samples.Wang.Id, new Proof(ProofMethod.PersonalPassword, clock.Now, null, null, null), clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []), Ct);
        await store.Get<ILedger>().ApplyAsync(
            Samples.List(new Change.Join(new SessionId(handle.Id.Value), new ClientId(client), new ContextId("self"), $"s_{handle.Id}", new Uri("https://rp.example/bc"))), Ct);
        await sessions.EndAsync(new SessionEnded(handle.Id, SessionEnds.SignOut, clock.Now, []), Ct);
    }
}

public sealed class OutboxTestsOnSqlite() : OutboxTests(TestDatabase.Sqlite)
{
    [Fact]
    public void Looking_for_what_is_due_seeks_in_indexes_and_sorts_no_backlog()
    {
        var plan = Store.Query("explain query plan " + OutboxStore.DueSql.For(Dialect.Sqlite).Replace("@kind", "'k'", StringComparison.Ordinal).Replace("@now", "1", StringComparison.Ordinal).Replace("@due", "1", StringComparison.Ordinal).Replace("@max", "9", StringComparison.Ordinal))
            .Select(row => (string)row[3]!).ToArray();
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN outbox", StringComparison.Ordinal) || step is "SCAN o" or "SCAN h");
        Assert.Contains(plan, step => step.Contains("outbox_held (kind=? AND target=?)", StringComparison.Ordinal));
        Assert.Contains(plan, step => step.Contains("outbox_due (kind=? AND target=? AND not_before<?)", StringComparison.Ordinal));
    }
}

public sealed class OutboxTestsOnPostgreSql(PostgreSqlTests server) : OutboxTests(server);
