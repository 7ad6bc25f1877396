using System.Security.Cryptography;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passkeys;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;
using Proof = JsHrss.Accounts.SignIn.Proof;
using SessionId = JsHrss.Accounts.Identifiers.SessionId;

namespace JsHrss.Storage.Tests.Accounts;

/// <summary>Passkeys in the database: found in one look-up, used once a challenge, gone with everything that stood on them.</summary>
public abstract class PasskeyStoreTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private Samples samples = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IPasskeyStore Passkeys => store.Get<IPasskeyStore>();

    private ISessionStore Sessions => store.Get<ISessionStore>();

    private ILedger Ledger => store.Get<ILedger>();

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task What_was_enrolled_is_found_with_its_person_in_one_look_up_and_its_name_is_sealed()
    {
        var passkey = APasskey();
        Assert.Equal(PasskeyOutcome.Done, await EnrolAsync(passkey));
        store.Commands.Reset();

        var found = (await Passkeys.FindAsync(samples.Wang.Id, Ct))!;

        Assert.Equal((1, 0), (store.Commands.Reads, store.Commands.Writes));
        Assert.Equal(samples.Wang.Id, found.Person.Id);
        var one = Assert.Single(found.Passkeys);
        Assert.Equal((passkey.Id, passkey.Name, passkey.SignCount, passkey.CreatedAt), (one.Id, one.Name, one.SignCount, one.CreatedAt));
        Assert.Equal((true, true, false, ProofMethod.PersonalPassword), (one.UserVerified, one.BackupEligible, one.BackedUp, one.EnrolledBy));
        Assert.Equal(passkey.Handle.ToArray(), one.Handle.ToArray());
        Assert.Equal(passkey.PublicKey.ToArray(), one.PublicKey.ToArray());
        Assert.Equal(["hybrid", "internal"], one.Transports);
        Assert.DoesNotContain("客厅", System.Text.Encoding.UTF8.GetString((byte[])store.Query("select name_sealed from passkey")[0][0]!), StringComparison.Ordinal);
        Assert.Empty((await Passkeys.FindAsync(samples.Sun.Id, Ct))!.Passkeys);
        Assert.Null(await Passkeys.FindAsync(PersonId.New(), Ct));
        Assert.Equal(1, store.Count("audit_fact where code = 'passkey.enrolled' and outcome = 'ok'"));
    }

    [Fact]
    public async Task A_session_knows_whether_its_person_has_a_passkey()
    {
        var session = await BeginAsync(Personal());
        Assert.False((await Sessions.FindAsync(session, Ct))!.HasPasskey);
        await EnrolAsync(APasskey(samples.Sun.Id));
        Assert.False((await Sessions.FindAsync(session, Ct))!.HasPasskey);
        await EnrolAsync(APasskey());
        Assert.True((await Sessions.FindAsync(session, Ct))!.HasPasskey);
    }

    [Fact]
    [Trait("Case", "AS-08")]
    public async Task A_passkey_is_bound_once_and_a_session_knows_of_it()
    {
        var passkey = APasskey();
        await EnrolAsync(passkey);
        var session = await BeginAsync(ByPasskey(passkey));
        var standing = (await Sessions.FindAsync(session, Ct))!;
        Assert.Equal((true, false, false), (standing.HasPasskey, standing.HasBoundKey, standing.Session.Proofs[0].IsBound));

        var change = new PasskeyBound(samples.Wang.Id, passkey.Id, clock.Now, Fact(FactCodes.PasskeyBound));
        Assert.False(await Passkeys.BindAsync(change with { Person = samples.Sun.Id }, Ct));
        Assert.True(await Passkeys.BindAsync(change, Ct));
        Assert.False(await Passkeys.BindAsync(change, Ct));

        Assert.Equal(clock.Now, (await Passkeys.FindAsync(samples.Wang.Id, Ct))!.Passkeys[0].BoundAt);
        Assert.Equal(1, store.Count("audit_fact where code = 'passkey.bound'"));
        session = await ProveAsync(session, ByPasskey(passkey) with { IsBoundPasskey = true });
        standing = (await Sessions.FindAsync(session, Ct))!;
        Assert.True(standing.HasBoundKey);
        // What was proven before was proven by a key that nobody vouched for.
        Assert.Equal([false, true], standing.Session.Proofs.Select(proof => proof.IsBound));
        Assert.NotNull((await Passkeys.FindAsync(samples.Wang.Id, Ct))!.Passkeys[0].LastUsedAt);
    }

    [Fact]
    public async Task A_passkey_that_was_enrolled_bound_is_found_bound()
    {
        await EnrolAsync(APasskey() with { BoundAt = clock.Now });
        Assert.Equal(clock.Now, (await Passkeys.FindAsync(samples.Wang.Id, Ct))!.Passkeys[0].BoundAt);
    }

    [Fact]
    [Trait("Case", "RT-08")]
    public async Task No_session_takes_up_a_proof_of_a_passkey_that_is_gone()
    {
        var passkey = APasskey();
        await EnrolAsync(passkey);
        var session = await BeginAsync(Personal());
        await RemoveAsync(passkey, samples.Wang.Id);
        Assert.False(await JoinAsync(session, ByPasskey(passkey)));
        var begun = SessionHandle.Mint(clock.Now).Handle;
        Assert.False(await Sessions.BeginAsync(Begin(begun, ByPasskey(passkey)) with { Replaces = session.Id }, Ct));
        Assert.Null(await Sessions.FindAsync(begun, Ct));
        // The former secret goes on, and the session that was to be replaced.
        var standing = (await Sessions.FindAsync(session, Ct))!;
        Assert.Null(standing.Session.State.EndedAt);
        Assert.Equal(ProofMethod.PersonalPassword, Assert.Single(standing.Session.Proofs).Method);
    }

    [Fact]
    [Trait("Case", "RT-08")]
    public async Task However_a_removal_and_ten_proofs_race_none_outlives_the_passkey()
    {
        var passkey = APasskey();
        await EnrolAsync(passkey);
        var handles = new List<SessionHandle>();
        for (var n = 0; n < 10; n++)
            handles.Add(await BeginAsync(Personal()));
        await Task.WhenAll([.. handles.Select(handle => Task.Run(() => JoinAsync(handle, ByPasskey(passkey)), Ct)), Task.Run(() => RemoveAsync(passkey, samples.Wang.Id), Ct)]);
        Assert.Equal(0, store.Count("session_proof where credential is not null and ended_at is null"));
    }

    [Fact]
    public async Task Ten_at_once_beside_five_leave_ten()
    {
        for (var i = 0; i < 5; i++)
            await EnrolAsync(APasskey());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => EnrolAsync(APasskey())));
        Assert.Equal(5, outcomes.Count(one => one == PasskeyOutcome.Done));
        Assert.Equal(5, outcomes.Count(one => one == PasskeyOutcome.TooMany));
        Assert.Equal(10, store.Count("passkey"));
        Assert.Equal(5, store.Count("audit_fact where code = 'passkey.enrolled' and reason = 'passkey_too_many'"));
    }

    [Fact]
    public async Task One_passkey_is_enrolled_once_whoever_asks()
    {
        var passkey = APasskey();
        await EnrolAsync(passkey);
        Assert.Equal(PasskeyOutcome.Known, await EnrolAsync(APasskey(samples.Sun.Id) with { Handle = passkey.Handle }));
        Assert.Equal(1, store.Count("passkey"));
    }

    [Fact]
    public async Task One_challenge_enrols_one_passkey()
    {
        var challenge = Challenge();
        Assert.Equal(PasskeyOutcome.Done, await EnrolAsync(APasskey(), challenge));
        Assert.Equal(PasskeyOutcome.Spent, await EnrolAsync(APasskey(), challenge));
        Assert.Equal(1, store.Count("passkey"));
    }

    [Fact]
    [Trait("Spec", "WebAuthn §13.4.3")]
    public async Task Of_twenty_answers_to_one_challenge_one_counts()
    {
        var passkey = APasskey();
        await EnrolAsync(passkey);
        var challenge = Challenge();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => UseAsync(passkey, 8, challenge)));
        Assert.Equal(1, outcomes.Count(one => one == PasskeyOutcome.Done));
        Assert.Equal(19, outcomes.Count(one => one == PasskeyOutcome.Spent));
        Assert.Equal(19, store.Count("audit_fact where code = 'sign_in' and reason = 'passkey_challenge_spent'"));
    }

    [Fact]
    [Trait("Spec", "WebAuthn §6.1.1")]
    public async Task A_use_moves_the_sign_count_from_where_it_was_verified_and_nowhere_else()
    {
        var passkey = APasskey();
        await EnrolAsync(passkey);
        Assert.Equal(PasskeyOutcome.Done, await UseAsync(passkey, 8));
        // Verified against 7 too, by another node or a twin of the authenticator.
        Assert.Equal(PasskeyOutcome.Changed, await UseAsync(passkey, 9));
        var found = (await Passkeys.FindAsync(samples.Wang.Id, Ct))!.Passkeys[0];
        Assert.Equal((8u, true, clock.Now), (found.SignCount, found.BackedUp, found.LastUsedAt!.Value));
        Assert.Equal(1, store.Count("audit_fact where code = 'sign_in' and reason = 'passkey_changed'"));
    }

    [Fact]
    public async Task A_refused_answer_spends_its_challenge()
    {
        var passkey = APasskey();
        await EnrolAsync(passkey);
        var challenge = Challenge();
        await Passkeys.RefuseAsync(challenge, Fact("sign_in") with { Result = AuditResult.Refused, Reason = "passkey_not_verified" }, Ct);
        Assert.Equal(PasskeyOutcome.Spent, await UseAsync(passkey, 8, challenge));
    }

    [Fact]
    public async Task Only_the_owner_renames_and_removes()
    {
        var passkey = APasskey();
        await EnrolAsync(passkey);
        var name = PasskeyName.Read("书房").Value;
        Assert.False(await Passkeys.RenameAsync(new PasskeyRenamed(samples.Sun.Id, passkey.Id, name, Fact("passkey.renamed")), Ct));
        Assert.False(await RemoveAsync(passkey, samples.Sun.Id));
        Assert.Equal(0, store.Count("audit_fact where code in ('passkey.renamed', 'passkey.removed')"));
        Assert.True(await Passkeys.RenameAsync(new PasskeyRenamed(samples.Wang.Id, passkey.Id, name, Fact("passkey.renamed")), Ct));
        Assert.Equal(name, (await Passkeys.FindAsync(samples.Wang.Id, Ct))!.Passkeys[0].Name);
    }

    [Fact]
    [Trait("Case", "RT-08")]
    [Trait("Case", "AS-13")]
    public async Task With_a_passkey_ends_what_stood_on_it_and_nothing_else()
    {
        var passkey = APasskey();
        await EnrolAsync(passkey);
        var alone = await BeginAsync(ByPasskey(passkey));
        var both = await BeginAsync(Personal());
        both = await ProveAsync(both, ByPasskey(passkey));
        var other = await BeginAsync(Personal());
        foreach (var (session, sid) in new[] { (alone, "s_alone"), (both, "s_both"), (other, "s_other") })
            await JoinAsync(session.Id, sid);
        var (ofAlone, ofBoth, ofOther) = (await GrantAsync(alone, offline: true), await GrantAsync(both), await GrantAsync(other));
        await StateAsync(ofAlone);

        Assert.True(await RemoveAsync(passkey, samples.Wang.Id));

        Assert.Equal(0, store.Count("passkey"));
        Assert.Equal(SessionEnds.FactorRemoved, store.Query("select ended_because from session where ended_at is not null").Single()[0]);
        Assert.NotNull((await Sessions.FindAsync(alone, Ct))!.Session.State.EndedAt);
        var goesOn = (await Sessions.FindAsync(both, Ct))!;
        Assert.Null(goesOn.Session.State.EndedAt);
        Assert.Equal(ProofMethod.PersonalPassword, Assert.Single(goesOn.Session.Proofs).Method);
        Assert.Equal(SessionEnds.FactorRemoved, (await StateAsync(ofAlone)).Grant!.EndedBecause);
        Assert.Equal(SessionEnds.FactorRemoved, (await StateAsync(ofBoth)).Grant!.EndedBecause);
        Assert.Null((await StateAsync(ofOther)).Grant!.EndedBecause);
        Assert.Equal(["s_other"], store.Query("select sid from rp_session where ended_at is null").Select(row => row[0]));
        Assert.Equal(2, store.Count("outbox"));
        Assert.Equal(1, store.Count("audit_fact where code = 'session.ended' and reason = 'factor_removed'"));
        Assert.Equal(1, store.Count("audit_fact where code = 'passkey.removed'"));
        Assert.False(await RemoveAsync(passkey, samples.Wang.Id));
    }

    [Fact]
    [Trait("Case", "RT-08")]
    public async Task What_outlived_its_signed_out_session_ends_with_the_passkey_that_opened_it()
    {
        var passkey = APasskey();
        await EnrolAsync(passkey);
        var session = await BeginAsync(ByPasskey(passkey));
        var grant = await GrantAsync(session, offline: true);
        await Sessions.EndAsync(new SessionEnded(session.Id, SessionEnds.SignOut, clock.Now, []), Ct);
        Assert.Null((await StateAsync(grant)).Grant!.EndedBecause);
        await RemoveAsync(passkey, samples.Wang.Id);
        Assert.Equal(SessionEnds.FactorRemoved, (await StateAsync(grant)).Grant!.EndedBecause);
    }

    private Passkey APasskey(PersonId? person = null) => new()
    {
        Id = CredentialId.New(clock.Now),
        Person = person ?? samples.Wang.Id,
        Name = PasskeyName.Read("客厅电脑").Value,
        Handle = RandomNumberGenerator.GetBytes(32),
        PublicKey = RandomNumberGenerator.GetBytes(77),
        SignCount = 7,
        Transports = ["hybrid", "internal"],
        UserVerified = true,
        BackupEligible = true,
        BackedUp = false,
        EnrolledBy = ProofMethod.PersonalPassword,
        CreatedAt = clock.Now,
    };

    private PasskeyChallenge Challenge() => PasskeyChallenge.ToSignIn(clock.Now);

    private AuditFact Fact(string code) => new() { Code = code, Result = AuditResult.Ok, At = clock.Now, Subject = samples.Wang.Id };

    private Func<string, AuditFact> RefusedAs(string code) => reason => Fact(code) with { Result = AuditResult.Refused, Reason = reason };

    private Task<PasskeyOutcome> EnrolAsync(Passkey passkey, PasskeyChallenge? challenge = null) => Passkeys.EnrolAsync(
        new PasskeyEnrolled(challenge ?? Challenge(), passkey, Fact("passkey.enrolled"), RefusedAs("passkey.enrolled")), Ct).AsTask();

    private Task<PasskeyOutcome> UseAsync(Passkey passkey, uint count, PasskeyChallenge? challenge = null) => Passkeys.UseAsync(
        new PasskeyUsed(challenge ?? Challenge(), passkey.Id, passkey.SignCount, count, true, clock.Now, Fact("sign_in"), RefusedAs("sign_in")), Ct).AsTask();

    private async Task<bool> RemoveAsync(Passkey passkey, PersonId person) => await Passkeys.RemoveAsync(
        new PasskeyRemoved(person, passkey.Id, clock.Now, Fact("passkey.removed"), session => Fact("session.ended") with { Session = session, Reason = SessionEnds.FactorRemoved }), Ct);

    private Proof Personal() => new(ProofMethod.PersonalPassword, clock.Now, null, null, null);

    private Proof ByPasskey(Passkey passkey) => new(ProofMethod.Passkey, clock.Now, null, null, passkey.Id);

    private async Task<SessionHandle> BeginAsync(Proof proof)
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        var (begun, _) = SessionHandle.Mint(clock.Now);
        Assert.True(await Sessions.BeginAsync(Begin(begun, proof), Ct));
        return begun;
    }

    private SessionBegun Begin(SessionHandle handle, Proof proof) => new(handle, samples.Wang.Id, proof, clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []);

    private async Task<bool> JoinAsync(SessionHandle presented, Proof proof) =>
        await Sessions.JoinProofAsync(new ProofJoined(presented, SessionHandle.MintFor(presented.Id).Handle, proof, clock.Now, clock.Now.AddMinutes(30), []), Ct);

    private async Task<SessionHandle> ProveAsync(SessionHandle presented, Proof proof)
    {
        var renewed = SessionHandle.MintFor(presented.Id).Handle;
        Assert.True(await Sessions.JoinProofAsync(new ProofJoined(presented, renewed, proof, clock.Now, clock.Now.AddMinutes(30), []), Ct));
        return renewed;
    }

    private async Task JoinAsync(SessionId session, string sid) => Assert.IsType<Outcome.Done>(await Ledger.ApplyAsync(
        Samples.List(new Change.Join(new OpenId.Ports.SessionId(session.Value), new ClientId("hall"), new ContextId("self"), sid, new Uri("https://hall.example/backchannel"))), Ct));

    private async Task<GrantId> GrantAsync(SessionHandle session, bool offline = false)
    {
        var grant = samples.AGrant(samples.Wang.Id, null, session.Id.Value, offline) with { Id = new GrantId(Guid.CreateVersion7(clock.Now)) };
        var proven = (await Sessions.FindAsync(session, Ct))!.Session.Proofs[^1].At;
        grant = grant with { Entitlement = grant.Entitlement with { Authentication = grant.Entitlement.Authentication! with { At = proven } } };
        Assert.IsType<Outcome.Done>(await Ledger.ApplyAsync(Samples.List(new Change.Open(grant)), Ct));
        return grant.Id;
    }

    private ValueTask<TokenState> StateAsync(GrantId grant) => Ledger.StateAsync(grant, SHA256.HashData(grant.Value.ToByteArray()), Freshness.AtMostFourSecondsOld, Ct);
}

public sealed class PasskeyStoreTestsOnSqlite() : PasskeyStoreTests(TestDatabase.Sqlite);

public sealed class PasskeyStoreTestsOnPostgreSql(PostgreSqlTests server) : PasskeyStoreTests(server);
