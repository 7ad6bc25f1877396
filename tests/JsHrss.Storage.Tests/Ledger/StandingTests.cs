using System.Security.Cryptography;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Statements;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Ledger;

public abstract class StandingTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private Samples samples = null!;

    private ILedger Ledger => store.Get<ILedger>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_grant_for_a_unit_comes_with_person_membership_unit_and_mandate_in_one_look_up()
    {
        var session = await BeginAsync();
        var (_, code) = await GrantAsync(samples.AGrant(samples.Wang.Id, samples.Member.Id, session.Id.Value));
        store.Commands.Reset();

        var found = await Ledger.LookAsync(code, Ct);

        Assert.Equal((1, 0), (store.Commands.Reads, store.Commands.Writes));
        var standing = Assert.IsType<HouseStanding>(found?.Standing).Value!;
        Assert.Equal(samples.Wang.Id, standing.Person.Id);
        Assert.Equal("王示办", standing.Person.Profile.Value.Name.Value);
        Assert.Equal(samples.Wang.Document, standing.Person.Profile.Value.Document);
        Assert.Equal(samples.Wang.Phone, standing.Person.Profile.Value.Phone);
        Assert.Equal(session.Id, standing.Session?.Id);
        Assert.Equal(samples.Member.Id, standing.Context.Membership);
        Assert.Equal(samples.Unit.Name, standing.Unit?.UnitName);
        Assert.Equal(samples.Unit.CreditCode, standing.Unit?.CreditCode);
        Assert.Equal(UnitRole.Agent, standing.Unit?.Role);
        Assert.Equal(samples.Member.Mandate, standing.Unit?.Mandate);
        Assert.IsType<AuthorityVerdict.Serves>(Authority.Of(standing, offline: false, clock.Now));
    }

    [Fact]
    [Trait("Case", "UN-01")]
    public async Task Another_persons_membership_is_no_membership()
    {
        var (_, code) = await GrantAsync(samples.AGrant(samples.Sun.Id, samples.Member.Id, null, offline: true));
        var standing = Assert.IsType<HouseStanding>((await Ledger.LookAsync(code, Ct))?.Standing).Value!;
        Assert.Null(standing.Unit);
        Assert.Equal(new AuthorityVerdict.Refused(AuthorityReasons.NoMembership), Authority.Of(standing, offline: true, clock.Now));
    }

    [Fact]
    public async Task A_grant_of_nobody_has_a_standing_without_person()
    {
        var grant = samples.AGrant(samples.Sun.Id, null, null);
        var (_, code) = await GrantAsync(grant with { Entitlement = new Entitlement(null, null, null, null, ["demo.read"], [], null, null, Confirmation.None, null) });
        Assert.Equal(HouseStanding.OfNobody, (await Ledger.LookAsync(code, Ct))?.Standing);
    }

    [Fact]
    [Trait("Case", "RT-13")]
    public async Task Ending_a_session_ends_its_grants_at_once_on_this_node_and_leaves_those_with_offline_access()
    {
        var session = await BeginAsync();
        var (online, _) = await GrantAsync(samples.AGrant(samples.Wang.Id, null, session.Id.Value));
        var (offline, _) = await GrantAsync(samples.AGrant(samples.Wang.Id, null, session.Id.Value, offline: true));
        var (first, second) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        Assert.Null((await CachedAsync(online, first)).Grant?.EndedBecause);
        Assert.Null((await CachedAsync(offline, second)).Grant?.EndedBecause);

        await store.Get<ISessionStore>().EndAsync(new SessionEnded(session.Id, SessionEnds.SignOut, clock.Now, []), Ct);

        Assert.Equal("sign_out", (await CachedAsync(online, first)).Grant?.EndedBecause);
        var survivor = await CachedAsync(offline, second);
        Assert.Null(survivor.Grant?.EndedBecause);
        Assert.NotNull(Assert.IsType<HouseStanding>(survivor.Standing).Value?.Session?.EndedAt);
    }

    [Fact]
    public async Task A_state_is_cached_for_four_seconds_and_live_is_always_read()
    {
        var (grant, _) = await GrantAsync(samples.AGrant(samples.Sun.Id, null, null));
        var token = RandomNumberGenerator.GetBytes(32);
        store.Commands.Reset();

        await CachedAsync(grant, token);
        await CachedAsync(grant, token);
        Assert.Equal(1, store.Commands.Reads);
        clock.Advance(TimeSpan.FromSeconds(4));
        await CachedAsync(grant, token);
        Assert.Equal(2, store.Commands.Reads);
        await Ledger.StateAsync(grant.Id, token, Freshness.Live, Ct);
        Assert.Equal(3, store.Commands.Reads);
    }

    [Fact]
    public async Task What_ends_on_this_node_is_forgotten_at_once()
    {
        var (grant, _) = await GrantAsync(samples.AGrant(samples.Sun.Id, null, null));
        var (denied, other) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        Assert.False((await CachedAsync(grant, denied)).Denied);
        Assert.False((await CachedAsync(grant, other)).Denied);

        await Ledger.ApplyAsync(Samples.List(new Change.Deny(denied, clock.Now.AddMinutes(5))), Ct);
        Assert.True((await CachedAsync(grant, denied)).Denied);
        Assert.False((await CachedAsync(grant, other)).Denied);

        await Ledger.ApplyAsync(Samples.List(new Change.End(grant.Id, "replay")), Ct);
        Assert.Equal("replay", (await CachedAsync(grant, other)).Grant?.EndedBecause);
    }

    private ValueTask<TokenState> CachedAsync(Grant grant, byte[] token) => Ledger.StateAsync(grant.Id, token, Freshness.AtMostFourSecondsOld, Ct);

    private async Task<SessionHandle> BeginAsync()
    {
        var (handle, _) = SessionHandle.Mint(clock.Now);
        var proof = new JsHrss.Accounts.SignIn.Proof(ProofMethod.MembershipPassword, clock.Now, samples.Member.Id, samples.Unit.Id, samples.WangUnitPassword.Id);
        await store.Get<ISessionStore>().BeginAsync(
            new SessionBegun(handle, samples.Wang.Id, proof, clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []) { Password = samples.HashOf(proof) }, Ct);
        return handle;
    }

    private async Task<(Grant Grant, Handle Code)> GrantAsync(Grant grant)
    {
        var code = Handle.Mint(Keepsake.AuthorizationCode, clock.Now).Handle;
        await Ledger.ApplyAsync(Samples.List(new Change.Open(grant), new Change.Keep(code, grant.Client, grant.Id, default, clock.Now.AddMinutes(1))), Ct);
        return (grant, code);
    }
}

public sealed class StandingTestsOnSqlite() : StandingTests(TestDatabase.Sqlite);

public sealed class StandingTestsOnPostgreSql(PostgreSqlTests server) : StandingTests(server);
