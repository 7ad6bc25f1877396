using System.Security.Cryptography;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Configuration;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Signing;
using JsHrss.Storage.Startup;
using JsHrss.Storage.Statements;
using JsHrss.Storage.Tests.Databases;
using Microsoft.Extensions.Hosting;
using Proof = JsHrss.Accounts.SignIn.Proof;

namespace JsHrss.Storage.Tests.Lanes.PostgreSql;

/// <summary>Two nodes over one PostgreSQL: what one does holds on the other.</summary>
public sealed class OtherNodeTests(PostgreSqlTests server) : IAsyncLifetime
{
    /// <summary>For so long a node may believe what it read (storage design §7).</summary>
    private static readonly TimeSpan StateHolds = TimeSpan.FromSeconds(4);

    private readonly HandMovedClock clock = new();
    private TestStore here = null!;
    private TestStore there = null!;
    private Samples samples = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        here = await TestStore.StartAsync(server, clock);
        there = await here.BesideAsync(clock);
        samples = new Samples(clock);
        await here.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await there.DisposeAsync();
        await here.DisposeAsync();
    }

    [Fact]
    [Trait("Case", "RT-13")]
    public async Task A_revocation_on_one_node_is_effective_on_the_other_within_four_seconds_and_for_redemption_at_once()
    {
        var grant = samples.AGrant(samples.Sun.Id, null, null, offline: true);
        var refresh = Handle.Mint(Keepsake.RefreshToken, clock.Now).Handle;
        var token = RandomNumberGenerator.GetBytes(32);
        await here.Get<ILedger>().ApplyAsync(Samples.List(new Change.Open(grant), new Change.Keep(refresh, grant.Client, grant.Id, default, grant.EndsAt)), Ct);
        Assert.Null((await CachedAsync(there, grant, token)).Grant!.EndedBecause);

        await here.Get<ILedger>().ApplyAsync(Samples.List(new Change.End(grant.Id, "revoked_by_client")), Ct);

        Assert.IsType<Outcome.GrantEnded>(await there.Get<ILedger>().ApplyAsync(Samples.List(new Change.Use(refresh, grant.Client, clock.Now.AddHours(1))), Ct));
        clock.Advance(StateHolds);
        Assert.Equal("revoked_by_client", (await CachedAsync(there, grant, token)).Grant!.EndedBecause);
    }

    [Fact]
    [Trait("Case", "RT-13")]
    public async Task A_sign_out_on_one_node_ends_the_session_on_the_other_at_once_and_its_tokens_within_four_seconds()
    {
        var (handle, _) = SessionHandle.Mint(clock.Now);
        await here.Get<ISessionStore>().BeginAsync(
            new SessionBegun(handle, samples.Sun.Id, new Proof(ProofMethod.PersonalPassword, clock.Now, null, null, null), clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []), Ct);
        var grant = samples.AGrant(samples.Sun.Id, null, handle.Id.Value);
        var token = RandomNumberGenerator.GetBytes(32);
        await here.Get<ILedger>().ApplyAsync(Samples.List(new Change.Open(grant)), Ct);
        Assert.True((await there.Get<ISessionStore>().FindAsync(handle, Ct))!.Session.State.IsLiveAt(clock.Now));
        Assert.Null((await CachedAsync(there, grant, token)).Grant!.EndedBecause);

        await here.Get<ISessionStore>().EndAsync(new SessionEnded(handle.Id, SessionEnds.SignOut, clock.Now, []), Ct);

        Assert.False((await there.Get<ISessionStore>().FindAsync(handle, Ct))?.Session.State.IsLiveAt(clock.Now) ?? false);
        clock.Advance(StateHolds);
        Assert.Equal("sign_out", (await CachedAsync(there, grant, token)).Grant!.EndedBecause);
    }

    [Fact]
    [Trait("Case", "PI-07")]
    public async Task A_key_that_a_command_rotates_in_is_published_and_signs_on_both_nodes()
    {
        await using var command = await here.BesideAsync(clock);
        var before = here.Get<ISigningKeys>().For("ES256").Kid;

        await command.Get<ISigningKeyDesk>().RotateAsync("ES256", soon: true, Ct);

        foreach (var node in new[] { here, there })
        {
            await node.Get<ConfigWatch>().AskAsync(Ct);
            Assert.Equal(before, node.Get<ISigningKeys>().For("ES256").Kid);
        }

        Assert.Equal(here.Get<ISigningKeys>().Jwks.ToArray(), there.Get<ISigningKeys>().Jwks.ToArray());
        clock.Advance(TimeSpan.FromMinutes(6));
        var after = here.Get<ISigningKeys>().For("ES256").Kid;
        Assert.NotEqual(before, after);
        Assert.Equal(after, there.Get<ISigningKeys>().For("ES256").Kid);
    }

    [Fact]
    [Trait("Case", "UN-06")]
    public async Task Agents_added_on_both_nodes_at_once_are_ten()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 60).Select(n => Task.Run(
            () =>
            {
                var agent = samples.AnAgent(PersonId.New());
                return (n % 2 == 0 ? here : there).Get<IHallDatabase>().WriteAsync(write => MembershipSql.Insert(write, agent, here.Get<MemberTags>().Of(agent)), Ct);
            },
            Ct)));
        // One is there from the beginning.
        Assert.Equal(UnitLimits.Agents - 1, added.Count(one => one));
        Assert.Equal(UnitLimits.Agents, here.Count("membership where role = 3 and status <> 9"));
    }

    [Fact]
    public async Task Two_nodes_that_start_at_once_on_an_empty_database_make_one_schema_one_key_and_one_demonstration()
    {
        await using var first = await TestStore.FreshAsync(server, Environments.Development);
        await using var second = TestStore.Over(first, clock, Environments.Development);
        await File.WriteAllBytesAsync(Path.Combine(first.Folder, "master.key"), RandomNumberGenerator.GetBytes(32), Ct);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(first.Folder, "master.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await Task.WhenAll(new[] { first, second }.Select(node => Task.Run(
            async () =>
            {
                await node.Get<IStorageStartup>().PrepareAsync(Ct);
                await node.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
            },
            Ct)));

        Assert.Equal((1L, 1L, 2L), (first.Count("signing_key"), first.Count("ring_key"), first.Count("person")));
        Assert.Equal(first.Get<ISigningKeys>().For("ES256").Kid, second.Get<ISigningKeys>().For("ES256").Kid);
    }

    [Fact]
    [Trait("Case", "FT-11")]
    public async Task A_node_starts_on_the_schema_of_the_next_version_and_on_no_later_one()
    {
        here.Query("""insert into "__EFMigrationsHistory"("MigrationId", "ProductVersion") values ('20991231000000_Next', '99')""");
        await using (var restarted = TestStore.Over(here, clock, Environments.Production))
            await restarted.Get<IStorageStartup>().PrepareAsync(Ct);
        here.Query("""insert into "__EFMigrationsHistory"("MigrationId", "ProductVersion") values ('20991231000001_AfterNext', '99')""");
        await using var late = TestStore.Over(here, clock, Environments.Production);
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(async () => await late.Get<IStorageStartup>().PrepareAsync(Ct));
        Assert.Contains("newer than this program", refusal.Message, StringComparison.Ordinal);
    }

    private static ValueTask<TokenState> CachedAsync(TestStore node, Grant grant, byte[] token) => node.Get<ILedger>().StateAsync(grant.Id, token, Freshness.AtMostFourSecondsOld, Ct);
}
