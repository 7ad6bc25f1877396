using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;
using Proof = JsHrss.Accounts.SignIn.Proof;

namespace JsHrss.Storage.Tests.Accounts;

public abstract class SessionStoreTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private Samples samples = null!;

    private ISessionStore Sessions => store.Get<ISessionStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_session_is_found_with_proofs_person_and_memberships_in_one_look_up()
    {
        var handle = await BeginAsync(samples.Wang.Id);
        store.Commands.Reset();

        var found = await Sessions.FindAsync(handle, Ct);

        Assert.Equal((1, 0), (store.Commands.Reads, store.Commands.Writes));
        Assert.Equal(samples.Wang.Id, found?.Person.Id);
        Assert.Equal(APersonalProof(), Assert.Single(found!.Session.Proofs));
        Assert.Equal(samples.Member.Id, Assert.Single(found.Units).Membership);
        Assert.True(found.Session.State.IsLiveAt(clock.Now));
    }

    [Fact]
    [Trait("Case", "CD-12")]
    public async Task The_right_key_with_another_secret_finds_nothing()
    {
        var handle = await BeginAsync(samples.Sun.Id);
        Assert.Null(await Sessions.FindAsync(SessionHandle.MintFor(handle.Id).Handle, Ct));
    }

    [Fact]
    [Trait("Case", "RT-15")]
    public async Task A_joined_proof_gives_another_secret_and_the_former_is_dead()
    {
        var handle = await BeginAsync(samples.Wang.Id);
        var renewed = SessionHandle.MintFor(handle.Id).Handle;
        clock.Advance(TimeSpan.FromMinutes(5));
        var proof = new Proof(ProofMethod.MembershipPassword, clock.Now, samples.Member.Id, samples.Unit.Id, samples.WangUnitPassword.Id);

        Assert.True(await Sessions.JoinProofAsync(new ProofJoined(handle, renewed, proof, clock.Now, clock.Now.AddMinutes(30), []) { Password = samples.HashOf(proof) }, Ct));

        Assert.Null(await Sessions.FindAsync(handle, Ct));
        Assert.Equal([APersonalProof(-5), proof], (await Sessions.FindAsync(renewed, Ct))!.Session.Proofs.ToArray());
        Assert.False(await Sessions.JoinProofAsync(new ProofJoined(handle, SessionHandle.MintFor(handle.Id).Handle, proof, clock.Now, clock.Now.AddMinutes(30), []) { Password = samples.HashOf(proof) }, Ct));
        Assert.Equal(2, store.Count("session_proof"));
    }

    [Fact]
    public async Task Of_twenty_proofs_that_race_for_one_secret_one_joins()
    {
        var handle = await BeginAsync(samples.Wang.Id);
        var joined = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            async () => await Sessions.JoinProofAsync(new ProofJoined(handle, SessionHandle.MintFor(handle.Id).Handle, APersonalProof(), clock.Now, clock.Now.AddMinutes(30), []) { Password = samples.SunPassword.Hash }, Ct), Ct)));
        Assert.Single(joined, done => done);
        Assert.Equal(2, store.Count("session_proof"));
    }

    [Fact]
    [Trait("Case", "RC-04")]
    public async Task A_password_that_was_changed_since_it_was_compared_begins_and_joins_nothing()
    {
        var handle = await BeginAsync(samples.Wang.Id);
        Proof[] proofs = [APersonalProof(), new(ProofMethod.MembershipPassword, clock.Now, samples.Member.Id, samples.Unit.Id, samples.WangUnitPassword.Id)];
        store.Query("update credential set hash = 'pbkdf2-sha512$1$AAAA$AAAA'");
        foreach (var proof in proofs)
        {
            foreach (var compared in new[] { samples.HashOf(proof), null })
            {
                Assert.False(await Sessions.BeginAsync(
                    new SessionBegun(SessionHandle.Mint(clock.Now).Handle, samples.Wang.Id, proof, clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, handle.Id, []) { Password = compared }, Ct));
                Assert.False(await Sessions.JoinProofAsync(
                    new ProofJoined(handle, SessionHandle.MintFor(handle.Id).Handle, proof, clock.Now, clock.Now.AddMinutes(30), []) { Password = compared }, Ct));
            }
        }

        Assert.Equal((1, 1), (store.Count("session where ended_at is null"), store.Count("session_proof")));
        Assert.NotNull(await Sessions.FindAsync(handle, Ct));
    }

    [Fact]
    public async Task A_session_that_replaces_another_ends_it_with_its_grants()
    {
        var former = await BeginAsync(samples.Sun.Id);
        var grant = samples.AGrant(samples.Sun.Id, null, former.Id.Value);
        await store.Get<ILedger>().ApplyAsync(Samples.List(new Change.Open(grant)), Ct);

        await BeginAsync(samples.Wang.Id, replaces: former.Id);

        Assert.NotNull((await Sessions.FindAsync(former, Ct))?.Session.State.EndedAt);
        Assert.Equal("replaced", store.Query("select ended_because from \"grant\"")[0][0]);
    }

    [Fact]
    public async Task Ending_an_ended_session_changes_and_tells_nothing()
    {
        var handle = await BeginAsync(samples.Sun.Id);
        var fact = new AuditFact { Code = FactCodes.SessionEnded, Result = AuditResult.Ok, At = clock.Now, Subject = samples.Sun.Id, Session = handle.Id };
        await Sessions.EndAsync(new SessionEnded(handle.Id, SessionEnds.SignOut, clock.Now, [fact]), Ct);
        var ended = (await Sessions.FindAsync(handle, Ct))?.Session.State.EndedAt;
        clock.Advance(TimeSpan.FromMinutes(1));

        await Sessions.EndAsync(new SessionEnded(handle.Id, SessionEnds.Revoked, clock.Now, [fact]), Ct);

        Assert.Equal(ended, (await Sessions.FindAsync(handle, Ct))?.Session.State.EndedAt);
        Assert.Equal(1, store.Count("audit_fact where code = 'session.ended'"));
    }

    [Fact]
    [Trait("Case", "RT-22")]
    public async Task Use_moves_the_idle_end_up_to_the_absolute_one_and_revives_nothing()
    {
        var handle = await BeginAsync(samples.Sun.Id);
        clock.Advance(TimeSpan.FromMinutes(20));
        await store.Get<ILedger>().ApplyAsync(Samples.List(new Change.Touch(new OpenId.Ports.SessionId(handle.Id.Value), clock.Now)), Ct);
        Assert.Equal(clock.Now.AddMinutes(30), (await Sessions.FindAsync(handle, Ct))?.Session.State.IdleUntil);
        await Sessions.TouchAsync(handle.Id, clock.Now.AddMinutes(1), clock.Now.AddDays(2), Ct);
        var found = await Sessions.FindAsync(handle, Ct);
        Assert.Equal(found?.Session.State.AbsoluteUntil, found?.Session.State.IdleUntil);

        clock.Advance(TimeSpan.FromDays(1));
        await store.Get<ILedger>().ApplyAsync(Samples.List(new Change.Touch(new OpenId.Ports.SessionId(handle.Id.Value), clock.Now)), Ct);
        Assert.Equal(found, await Sessions.FindAsync(handle, Ct) is { } later ? found! with { Session = later.Session with { Proofs = found.Session.Proofs }, Person = found.Person, Units = found.Units } : null);
        Assert.False((await Sessions.FindAsync(handle, Ct))!.Session.State.IsLiveAt(clock.Now));
    }

    private Proof APersonalProof(int minutes = 0) => new(ProofMethod.PersonalPassword, clock.Now.AddMinutes(minutes), null, null, samples.SunPassword.Id);

    private async Task<SessionHandle> BeginAsync(PersonId person, JsHrss.Accounts.Identifiers.SessionId? replaces = null)
    {
        var (handle, _) = SessionHandle.Mint(clock.Now);
        await Sessions.BeginAsync(
            new SessionBegun(handle, person, APersonalProof(), clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), new RequestOrigin("192.0.2.7", 1, "agent", null), replaces, []) { Password = samples.SunPassword.Hash }, Ct);
        return handle;
    }
}

public sealed class SessionStoreTestsOnSqlite() : SessionStoreTests(TestDatabase.Sqlite);

public sealed class SessionStoreTestsOnPostgreSql(PostgreSqlTests server) : SessionStoreTests(server);
