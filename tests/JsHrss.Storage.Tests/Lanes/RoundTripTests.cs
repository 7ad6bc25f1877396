using System.Security.Cryptography;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Lanes;

/// <summary>What an operation may cost (storage design §5): look-ups, changes, and on a database server journeys to it.</summary>
public abstract class RoundTripTests(TestDatabase on, bool isServer) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private Samples samples = null!;
    private SessionHandle session = null!;

    private ILedger Ledger => store.Get<ILedger>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
        session = await BeginAsync();
        await store.Get<ISessionStore>().FindAsync(session, Ct); // as a request does before it changes anything
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Authorizing_and_redeeming_a_code_and_rotating_each_cost_one_look_and_one_change_of_one_journey()
    {
        var grant = samples.AGrant(samples.Wang.Id, samples.Member.Id, session.Id.Value);
        var code = Handle.Mint(Keepsake.AuthorizationCode, clock.Now).Handle;
        var (first, second) = (Handle.Mint(Keepsake.RefreshToken, clock.Now).Handle, Handle.Mint(Keepsake.RefreshToken, clock.Now).Handle);

        await CostsAsync((1, 0, 1), async () => Assert.NotNull(await store.Get<ISessionStore>().FindAsync(session, Ct)));
        await CostsAsync((0, 1, 1), async () => await DoneAsync(
            new Change.Open(grant), new Change.Keep(code, grant.Client, grant.Id, new byte[40], clock.Now.AddMinutes(1)), new Change.Touch(new(session.Id.Value), clock.Now.AddSeconds(1)), Fact(grant)));
        await CostsAsync((1, 0, 1), async () => Assert.NotNull((await Ledger.LookAsync(code, Ct))?.Standing));
        await CostsAsync((0, 1, 1), async () => await DoneAsync(
            new Change.Spend(code, grant.Client, null), new Change.Keep(first, grant.Client, grant.Id, default, grant.EndsAt), Join(), Fact(grant)));
        await CostsAsync((1, 0, 1), async () => Assert.NotNull((await Ledger.LookAsync(first, Ct))?.Standing));
        await CostsAsync((0, 1, 1), async () => await DoneAsync(
            new Change.Spend(first, grant.Client, second.Key), new Change.Keep(second, grant.Client, grant.Id, default, grant.EndsAt), Join(), Fact(grant)));
        await CostsAsync((0, 1, 1), async () => await DoneAsync(new Change.Use(second, grant.Client, clock.Now.AddHours(8)), Fact(grant)));
        await CostsAsync((1, 0, 1), async () => Assert.NotNull((await Ledger.StateAsync(grant.Id, RandomNumberGenerator.GetBytes(32), Freshness.Live, Ct)).Grant));
    }

    [Fact]
    [Trait("Spec", "OIDC Back-Channel Logout §2.7")]
    public async Task Joining_again_what_had_ended_costs_one_change_of_one_journey_and_takes_back_the_message_about_the_end()
    {
        await DoneAsync(Join());
        await store.Get<ISessionStore>().EndContextAsync(new ContextEnded(session.Id, new SessionContext(samples.Member.Id), [], clock.Now, [], []), Ct);
        Assert.Equal([[1L, null]], store.Query("select (select count(*) from rp_session where ended_at is not null), result from outbox"));
        clock.Advance(TimeSpan.FromSeconds(1));

        await CostsAsync((0, 1, 1), () => DoneAsync(Join()));

        Assert.Equal([[null, clock.Now.ToUnixTimeMilliseconds()]], store.Query("select ended_at, joined_at from rp_session"));
        Assert.Equal([["superseded"]], store.Query("select result from outbox where payload is null"));
        await CostsAsync((0, 1, 1), () => DoneAsync(Join())); // and again while it lives
        Assert.Equal([[null, clock.Now.ToUnixTimeMilliseconds()]], store.Query("select ended_at, joined_at from rp_session"));
    }

    [Fact]
    public async Task A_pushed_request_a_jti_and_an_interaction_cost_one_change_of_one_journey()
    {
        var pushed = Handle.Mint(Keepsake.PushedRequest, clock.Now).Handle;
        var interaction = Handle.Mint(Keepsake.Interaction, clock.Now).Handle;
        var sight = new Change.Sight("assertion", "hall", RandomNumberGenerator.GetBytes(16), clock.Now.AddMinutes(5));
        await CostsAsync((0, 1, 1), () => DoneAsync(sight, new Change.Keep(pushed, new("hall"), null, new byte[40], clock.Now.AddMinutes(1))));
        await CostsAsync((0, 1, 1), () => DoneAsync(new Change.Spend(pushed, new("hall"), null), new Change.Keep(interaction, new("hall"), null, new byte[40], clock.Now.AddMinutes(30))));
        await CostsAsync((0, 1, 1), () => DoneAsync(new Change.Answer(interaction, "login", new PromptAnswer(clock.Now, null))));
    }

    [Fact]
    public async Task Beginning_a_session_costs_one_change_of_one_journey() => await CostsAsync((0, 1, 1), BeginAsync);

    [Fact]
    public async Task A_refusal_is_one_change_whose_reason_is_asked_for_afterwards()
    {
        var pushed = Handle.Mint(Keepsake.PushedRequest, clock.Now).Handle;
        await DoneAsync(new Change.Keep(pushed, new("hall"), null, new byte[40], clock.Now.AddMinutes(1)));
        await DoneAsync(new Change.Spend(pushed, new("hall"), null));
        await CostsAsync((0, 1, 4), async () => Assert.IsType<Outcome.AlreadySpent>(await Ledger.ApplyAsync(Samples.List(new Change.Spend(pushed, new("hall"), null)), Ct)));
    }

    private async Task CostsAsync((int Reads, int Writes, int Journeys) most, Func<Task> operation)
    {
        store.Commands.Reset();
        await operation();
        Assert.Equal(isServer ? most : most with { Journeys = 0 }, (store.Commands.Reads, store.Commands.Writes, store.Commands.RoundTrips));
    }

    private async Task DoneAsync(params Change[] changes) => Assert.IsType<Outcome.Done>(await Ledger.ApplyAsync([.. changes], Ct));

    private Change.Join Join() => new(new(session.Id.Value), new("hall"), new(samples.Member.Id.ToString()), "s_1", new Uri("https://rp.example/bc"));

    private static Change.Fact Fact(Grant grant) => new("grant.opened", "ok", null, null, grant.Entitlement.Subject, grant.Entitlement.Context, grant.Client, null);

    private async Task<SessionHandle> BeginAsync()
    {
        var (handle, _) = SessionHandle.Mint(clock.Now);
        var proof = new JsHrss.Accounts.SignIn.Proof(ProofMethod.MembershipPassword, clock.Now, samples.Member.Id, samples.Unit.Id, samples.WangUnitPassword.Id);
        await store.Get<ISessionStore>().BeginAsync(
            new SessionBegun(handle, samples.Wang.Id, proof, clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []) { Password = samples.HashOf(proof) }, Ct);
        return handle;
    }
}

public sealed class RoundTripTestsOnSqlite() : RoundTripTests(TestDatabase.Sqlite, isServer: false);

public sealed class RoundTripTestsOnPostgreSql(PostgreSqlTests server) : RoundTripTests(server, isServer: true);
