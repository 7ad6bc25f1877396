using JsHrss.Accounts.QrSignIn;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Jobs;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Lanes.PostgreSql;
using JsHrss.Storage.Signing;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Lanes.PostgreSql;

public sealed class TwoNodesTests(PostgreSqlTests server) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore first = null!;
    private TestStore second = null!;
    private Samples samples = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        first = await TestStore.StartAsync(server, clock);
        second = await TestStore.StartOverAsync(server, first.Folder, first.ConnectionString, clock);
        samples = new Samples(clock);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in new[] { first, second })
            await node.Get<EndNews>().StopAsync(CancellationToken.None);
        await second.DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    [Trait("Case", "FT-16")]
    public async Task Of_fifty_redemptions_of_one_code_on_two_nodes_one_succeeds_and_the_others_learn_who_was_first()
    {
        var (grant, code) = await GrantAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(
            async () => await (n % 2 == 0 ? first : second).Get<ILedger>().ApplyAsync(
                [new Change.Spend(code, grant.Client, null), new Change.Keep(Handle.Mint(Keepsake.RefreshToken, clock.Now).Handle, grant.Client, grant.Id, default, grant.EndsAt), Fact(grant)], Ct),
            Ct)));
        Assert.Single(outcomes.OfType<Outcome.Done>());
        Assert.Equal(49, outcomes.OfType<Outcome.AlreadySpent>().Count());
        Assert.Equal(1, first.Count("refresh_token"));
        Assert.Equal(1, first.Count("audit_fact where code = 'grant.redeemed'"));
    }

    [Fact]
    public async Task Of_fifty_sightings_of_one_jti_on_two_nodes_one_is_the_first()
    {
        var jti = new byte[16];
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(
            async () => await (n % 2 == 0 ? first : second).Get<ILedger>().ApplyAsync([new Change.Sight("assertion", "hall", jti, clock.Now.AddMinutes(5))], Ct), Ct)));
        Assert.Single(outcomes.OfType<Outcome.Done>());
        Assert.Equal(49, outcomes.OfType<Outcome.AlreadySeen>().Count());
    }

    [Fact]
    [Trait("Case", "FT-16")]
    public async Task Fifty_first_authorizations_at_once_join_a_session_once_and_none_fails()
    {
        for (var round = 0; round < 5; round++)
        {
            var (grant, _) = await GrantAsync();
            var join = new Change.Join(new SessionId(Guid.CreateVersion7()), grant.Client, new ContextId("self"), $"s_{round}", new Uri("https://rp.example/bc"));
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(async () => await (n % 2 == 0 ? first : second).Get<ILedger>().ApplyAsync([join, Fact(grant)], Ct), Ct)));
            Assert.All(outcomes, outcome => Assert.IsType<Outcome.Done>(outcome));
            Assert.Equal(round + 1, first.Count("rp_session"));
        }
    }

    [Fact]
    [Trait("Case", "FT-16")]
    public async Task One_node_at_a_time_has_a_lease()
    {
        var leases = new[] { new Leases(first.Get<IHallDatabase>()), new Leases(second.Get<IHallDatabase>()) };
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(async () => (n % 2, await leases[n % 2].TakeAsync("job", TimeSpan.FromMinutes(1), clock.Now, Ct)), Ct)));
        Assert.Single(taken.Where(one => one.Item2).Select(one => one.Item1).Distinct());
    }

    [Fact]
    public async Task Two_nodes_that_rotate_at_once_publish_one_next_key()
    {
        var rotated = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () => await (n % 2 == 0 ? first : second).Get<ISigningKeyDesk>().RotateAsync("ES256", soon: false, Ct), Ct)));
        Assert.Single(rotated.Select(key => key.Kid).Distinct());
        Assert.Equal(2, first.Count("signing_key"));
    }

    [Fact]
    [Trait("Case", "RT-17")]
    public async Task What_ends_on_one_node_is_forgotten_on_the_other_before_its_age_would_end_it()
    {
        await ListeningAsync();
        for (var round = 0; round < 3; round++)
        {
            var (grant, _) = await GrantAsync();
            var token = Guid.NewGuid().ToByteArray();
            Assert.Null((await CachedAsync(second, grant, token)).Grant?.EndedBecause);
            await first.Get<ILedger>().ApplyAsync([new Change.End(grant.Id, "revoked")], Ct);
            await UntilAsync(async () => (await CachedAsync(second, grant, token)).Grant?.EndedBecause == "revoked"); // the clock stands still
        }
    }

    [Fact]
    [Trait("Case", "FT-17")]
    public async Task A_node_that_cannot_hear_forgets_everything_and_hears_again_afterwards()
    {
        await ListeningAsync();
        var (grant, _) = await GrantAsync();
        var token = Guid.NewGuid().ToByteArray();
        await CachedAsync(second, grant, token);
        var reads = second.Commands.Reads;
        first.Query("select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = current_database() and query = 'listen ended'");
        await UntilAsync(async () =>
        {
            await CachedAsync(second, grant, token);
            return second.Commands.Reads > reads;
        });

        await UntilAsync(() => Task.FromResult(first.Count("pg_stat_activity where datname = current_database() and query = 'listen ended'") == 2));
        await UntilAsync(async () =>
        {
            var (next, _) = await GrantAsync();
            await CachedAsync(second, next, token);
            await first.Get<ILedger>().ApplyAsync([new Change.End(next.Id, "revoked")], Ct);
            await Task.Delay(20, Ct);
            return (await CachedAsync(second, next, token)).Grant?.EndedBecause == "revoked";
        });
    }

    [Fact]
    [Trait("Case", "QR-08")]
    public async Task A_code_scanned_on_one_node_is_heard_of_on_the_other()
    {
        await ListeningAsync();
        var heard = new TaskCompletionSource<QrTicketStep>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = second.Get<IQrTicketNews>().Listen(step => heard.TrySetResult(step), () => true);
        var (browser, tickets, options) = (QrBrowserHandle.Mint(clock.Now), first.Get<IQrTickets>(), new QrOptions());
        var code = QrScanCode.Read(browser.ScanText)!;
        var ticket = new QrTicket
        {
            Id = browser.Id, ScanDigest = code.Digest, BrowserDigest = browser.Digest, EndsAt = clock.Now.AddSeconds(60), Place = new QrPlace(QrTab.Person, null, null, null), Pairing = 7, ShownText = "{}",
        };
        Assert.True(await tickets.OpenAsync(new TicketOpened(ticket, null, "203.0.113.7", clock.Now), options, Ct));
        Assert.Equal(ScanAdmission.Scanned, await tickets.ScanAsync(new TicketScanned(code, samples.Sun.Id, "k", clock.Now, clock.Now.AddSeconds(60), []), options, Ct));
        Assert.Equal(new QrTicketStep(browser.Id, QrTicketState.Scanned, clock.Now.AddSeconds(60)), await heard.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct));
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await isSo())
            await Task.Delay(5, patience.Token);
    }

    private static ValueTask<TokenState> CachedAsync(TestStore node, Grant grant, byte[] token) => node.Get<ILedger>().StateAsync(grant.Id, token, Freshness.AtMostFourSecondsOld, Ct);

    private async Task ListeningAsync()
    {
        await first.Get<EndNews>().StartAsync(Ct);
        await second.Get<EndNews>().StartAsync(Ct);
        await UntilAsync(() => Task.FromResult(first.Count("pg_stat_activity where datname = current_database() and query = 'listen ended'") == 2));
    }

    private async Task<(Grant Grant, Handle Code)> GrantAsync()
    {
        var grant = samples.AGrant(samples.Sun.Id, null, null);
        var code = Handle.Mint(Keepsake.AuthorizationCode, clock.Now).Handle;
        await first.Get<ILedger>().ApplyAsync([new Change.Open(grant), new Change.Keep(code, grant.Client, grant.Id, default, clock.Now.AddMinutes(1))], Ct);
        return (grant, code);
    }

    private static Change.Fact Fact(Grant grant) => new("grant.redeemed", "ok", null, null, grant.Entitlement.Subject, null, grant.Client, null);
}
