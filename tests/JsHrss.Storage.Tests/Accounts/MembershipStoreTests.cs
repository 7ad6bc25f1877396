using System.Security.Cryptography;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;
using Proof = JsHrss.Accounts.SignIn.Proof;
using SessionId = JsHrss.Accounts.Identifiers.SessionId;

namespace JsHrss.Storage.Tests.Accounts;

/// <summary>Confirming a membership, and setting its password anew: each in one transaction with the face check it consumes.</summary>
public abstract class MembershipStoreTests(TestDatabase on) : IAsyncLifetime
{
    private const string Key = "key-of-the-phone";

    private readonly HandMovedClock clock = new();
    private readonly FaceOptions options = new() { AttemptsPerDevice = 50 };
    private TestStore store = null!;
    private Samples samples = null!;
    private UnitMember invited = null!;
    private int references;

    private IMembershipStore Memberships => store.Get<IMembershipStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        var agent = samples.AnAgent(samples.Sun.Id);
        invited = agent with { Status = MemberStatus.AwaitingConfirmation, Mandate = agent.Mandate! with { GrantedBy = agent.Mandate.GrantedBy with { Person = samples.Wang.Id } } };
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan with { Members = [samples.Member, invited] }, Ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Memberships_are_found_with_password_and_granter_in_one_look_up()
    {
        store.Commands.Reset();
        var wang = (await Memberships.OfAsync(samples.Wang.Id, Ct))!;
        Assert.Equal((1, 0), (store.Commands.Reads, store.Commands.Writes));
        var one = Assert.Single(wang.All);
        Assert.Equal((samples.Member.Id, clock.Now, samples.WangUnitPassword.Id, null), (one.Unit.Membership, one.AddedAt, one.Password!.Id, one.Granter));
        Assert.True(one.Password.Hash.Matches("Unit-2026!"));
        var sun = Assert.Single((await Memberships.OfAsync(samples.Sun.Id, Ct))!.All);
        Assert.Equal((invited.Id, MemberStatus.AwaitingConfirmation, null, "王示办"), (sun.Unit.Membership, sun.Unit.Status, sun.Password, sun.Granter!.Value));
        Assert.Null(await Memberships.OfAsync(PersonId.New(), Ct));
    }

    [Fact]
    [Trait("Case", "QR-15")]
    public async Task Of_twenty_confirmations_at_once_one_is_done_with_one_face_check()
    {
        var checks = new[] { await PassedAsync(FacePurpose.ConfirmMembership, invited), await PassedAsync(FacePurpose.ConfirmMembership, invited) };
        var steps = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(async () => await ConfirmAsync(checks[n % 2]), Ct)));
        Assert.Equal(1, steps.Count(step => step == MembershipStep.Done));
        Assert.Equal((1, 1, 1), (store.Count("membership where status = 2 and version = 2"), store.Count("face_check where state = 4"), store.Count("face_check where state = 2")));
        Assert.Equal((1, 1), (store.Count("credential where membership is not null and state = 2 and hash like 'pbkdf2%' and person in (select person from face_check)"), store.Count("audit_fact where code = 'membership.confirmed'")));
        Assert.Equal(MemberStatus.Active, Assert.Single((await Memberships.OfAsync(samples.Sun.Id, Ct))!.All).Unit.Status);
    }

    [Fact]
    [Trait("Case", "UN-08")]
    public async Task What_changed_since_the_look_confirms_nothing_and_leaves_the_face_check()
    {
        var check = await PassedAsync(FacePurpose.ConfirmMembership, invited);
        // Thirty days to the millisecond: over.
        Assert.Equal(MembershipStep.Changed, await ConfirmAsync(check, addedAfter: clock.Now));
        store.Query("update unit set status = 2");
        Assert.Equal(MembershipStep.Changed, await ConfirmAsync(check));
        store.Query("update unit set status = 1");
        store.Query("update membership set suspended_at = 1 where status = 1");
        Assert.Equal(MembershipStep.Changed, await ConfirmAsync(check));
        store.Query("update membership set suspended_at = null");
        store.Query("update institution set status = 2");
        store.Query("update membership set institution = (select id from institution), \"within\" = (select id from institution) where status = 1");
        Assert.Equal(MembershipStep.Changed, await ConfirmAsync(check));
        store.Query("update institution set status = 1");
        Assert.Equal(MembershipStep.FaceCheckSpent, await ConfirmAsync(await PassedAsync(FacePurpose.MembershipPassword, invited)));
        Assert.Equal((0, 1), (store.Count("face_check where state = 4"), store.Count("membership where status = 1")));
        Assert.Equal(MembershipStep.Done, await ConfirmAsync(check));
    }

    [Fact]
    [Trait("Case", "UN-22")]
    public async Task What_was_rewritten_since_the_look_is_not_confirmed_unseen()
    {
        var check = await PassedAsync(FacePurpose.ConfirmMembership, invited);
        store.Query("update membership set version = version + 1 where status = 1");
        Assert.Equal(MembershipStep.Changed, await ConfirmAsync(check));
        Assert.Equal((0, 1), (store.Count("face_check where state = 4"), store.Count("membership where status = 1")));
        var read = Assert.Single((await Memberships.OfAsync(samples.Sun.Id, Ct))!.All).Unit.Version;
        Assert.Equal(MembershipStep.Done, await ConfirmAsync(check, version: read));
    }

    [Fact]
    [Trait("Spec", "R146")]
    public async Task What_is_changed_past_the_house_in_the_midst_of_a_confirmation_gets_no_tag()
    {
        // Between the check of the rows and the new tag, in the very same transaction.
        const string Hand = "update mandate set last_day = last_day + 400";
        if (on == TestDatabase.Sqlite)
        {
            store.Tamper($"create trigger hand after insert on credential begin {Hand}; end");
        }
        else
        {
            store.Tamper($"create function hand() returns trigger language plpgsql as $$ begin {Hand}; return null; end $$");
            store.Tamper("create trigger hand after insert on credential for each row execute function hand()");
        }

        await ConfirmAsync(await PassedAsync(FacePurpose.ConfirmMembership, invited));
        Assert.Equal(1, store.Count("membership where status = 2 and version = 2"));
        Assert.False(Assert.Single((await Memberships.OfAsync(samples.Sun.Id, Ct))!.All).Unit.IsIntact);
    }

    [Fact]
    [Trait("Case", "RC-04")]
    [Trait("Spec", "R119")]
    public async Task A_new_password_ends_what_the_former_opened_and_what_acts_in_that_membership_alone()
    {
        store.Query($"update credential set failures = 5, locked_until = {clock.Now.AddHours(4).ToUnixTimeMilliseconds()}, compared_while_locked = 2, state = 1, expires_at = 5");
        var former = await BeginAsync(new Proof(ProofMethod.MembershipPassword, clock.Now, samples.Member.Id, samples.Unit.Id, samples.WangUnitPassword.Id));
        var mixed = await BeginAsync(new Proof(ProofMethod.AppQr, clock.Now, samples.Member.Id, samples.Unit.Id, null));
        await JoinAsync(former, samples.Member.Id.ToString(), "s_former");
        await JoinAsync(mixed, samples.Member.Id.ToString(), "s_unit");
        await JoinAsync(mixed, "self", "s_self");
        var (inFormer, inMixed, offline, self) = (
            await GrantAsync(samples.AGrant(samples.Wang.Id, samples.Member.Id, former.Value)),
            await GrantAsync(samples.AGrant(samples.Wang.Id, samples.Member.Id, mixed.Value)),
            await GrantAsync(samples.AGrant(samples.Wang.Id, samples.Member.Id, mixed.Value, offline: true)),
            await GrantAsync(samples.AGrant(samples.Wang.Id, null, mixed.Value)));

        var check = await PassedAsync(FacePurpose.MembershipPassword, samples.Member);
        var found = Assert.Single((await Memberships.OfAsync(samples.Wang.Id, Ct))!.All).Password!;
        var next = found.Change(PasswordHash.Of("Zhuanyong-26", 1), clock.Now, new PasswordOptions());
        store.Commands.Reset();
        Assert.Equal(MembershipStep.Done, await SetAsync(check, next, found.Hash));
        Assert.Equal(1, store.Commands.Writes);

        foreach (var grant in new[] { inFormer, inMixed, offline })
            Assert.Equal("password_changed", (await StateAsync(grant)).Grant!.EndedBecause);
        Assert.Null((await StateAsync(self)).Grant!.EndedBecause);
        Assert.Equal((1, 1), (store.Count("session where ended_because = 'password_changed'"), store.Count("session where ended_at is null")));
        Assert.Equal("s_self", Assert.Single(await store.Get<ISessionStore>().PartsAsync(mixed, Ct)).Sid);
        Assert.Equal(2, store.Count("outbox where kind = 'backchannel_logout'"));
        var after = Assert.Single((await Memberships.OfAsync(samples.Wang.Id, Ct))!.All).Password!;
        Assert.True(after.Hash.Matches("Zhuanyong-26") && after.Past.Single().Matches("Unit-2026!"));
        Assert.Equal((CredentialState.Normal, null), (after.State, after.ExpiresAt));
        Assert.Equal((1, 1), (store.Count("credential where failures = 0 and locked_until is null and compared_while_locked = 0"), store.Count("credential where membership is null and locked_until is not null")));
        Assert.Equal((1, 1), (store.Count("audit_fact where code = 'membership.password_set'"), store.Count("audit_fact where code = 'session.ended' and reason = 'password_changed'")));

        // The hash that was found is not there any more: whoever was second starts anew, and keeps the face check.
        var second = await PassedAsync(FacePurpose.MembershipPassword, samples.Member);
        Assert.Equal(MembershipStep.Changed, await SetAsync(second, next, found.Hash));
        Assert.Equal(MembershipStep.FaceCheckSpent, await SetAsync(check, after.Change(PasswordHash.Of("Another-26!", 1), clock.Now, new PasswordOptions()), after.Hash));
        store.Query("update membership set status = 9, ended_at = 1 where status = 2");
        Assert.Equal(MembershipStep.Changed, await SetAsync(second, after.Change(PasswordHash.Of("Another-26!", 1), clock.Now, new PasswordOptions()), after.Hash));
        Assert.Equal(1, store.Count("face_check where state = 2"));
    }

    private async Task<SpentFaceCheck> PassedAsync(FacePurpose purpose, UnitMember member)
    {
        var (checks, person) = (store.Get<IFaceChecks>(), member.Person == samples.Sun.Id ? samples.Sun : samples.Wang);
        var check = new FaceCheck
        {
            Id = FaceCheckId.New(clock.Now),
            Flow = new FaceFlow(purpose, member.Id.ToString()),
            Person = person.Id,
            Subject = new FaceSubject(person.Name, person.Document),
            Channel = FaceChannels.App,
            Order = FaceOrderNumber.Next(),
            CreatedAt = clock.Now,
            EndsAt = clock.Now + FaceCheck.Window,
        };
        var started = new FaceStart.Started(FaceReference.Read($"ref-{++references}")!.Value, new FacePrompt("https://channel.example/1", null));
        Assert.True(await checks.OpenAsync(new FaceCheckOpened(check, FaceNotice.Agree(FaceNotice.Chinese, clock.Now), []), options, Ct));
        Assert.True(await checks.StartAsync(check.Id, started, clock.Now, Ct));
        Assert.True(await checks.DecideAsync(new FaceCheckDecided(check, null, Key, null, clock.Now, []), options, Ct));
        return new SpentFaceCheck(check.Id, new FaceFlow(purpose == FacePurpose.MembershipPassword && member == invited ? FacePurpose.ConfirmMembership : purpose, member.Id.ToString()), person.Id, Key, clock.Now);
    }

    private async Task<MembershipStep> ConfirmAsync(SpentFaceCheck face, DateTimeOffset? addedAfter = null, int? version = null) => await Memberships.ConfirmAsync(
        new MembershipConfirmed(
            invited.Id, version ?? invited.Version, addedAfter ?? clock.Now - Invitation.Lasts, face,
            new Credential { Id = CredentialId.New(clock.Now), Person = samples.Sun.Id, Membership = invited.Id, Hash = PasswordHash.Of("Zhuanyong-26", 1), SetAt = clock.Now },
            clock.Now, [Fact(FactCodes.MembershipConfirmed) with { Subject = samples.Sun.Id, Membership = invited.Id }]),
        Ct);

    private async Task<MembershipStep> SetAsync(SpentFaceCheck face, Credential password, PasswordHash replaces) => await Memberships.SetPasswordAsync(
        new MembershipPasswordSet(samples.Member.Id, face, password, replaces, clock.Now, [Fact(FactCodes.MembershipPasswordSet) with { Membership = samples.Member.Id }], session => Fact(FactCodes.SessionEnded) with { Session = session, Reason = SessionEnds.PasswordChanged }), Ct);

    private async Task<SessionId> BeginAsync(Proof proof)
    {
        var (begun, _) = SessionHandle.Mint(clock.Now);
        await store.Get<ISessionStore>().BeginAsync(new SessionBegun(begun, samples.Wang.Id, proof, clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []) { Password = samples.HashOf(proof) }, Ct);
        return begun.Id;
    }

    private async Task JoinAsync(SessionId session, string context, string sid) => Assert.IsType<Outcome.Done>(await store.Get<ILedger>().ApplyAsync(
        Samples.List(new Change.Join(new OpenId.Ports.SessionId(session.Value), new ClientId("hall"), new ContextId(context), sid, new Uri("https://hall.example/backchannel"))), Ct));

    private async Task<GrantId> GrantAsync(Grant grant)
    {
        await store.Get<ILedger>().ApplyAsync(Samples.List(new Change.Open(grant)), Ct);
        return grant.Id;
    }

    private ValueTask<TokenState> StateAsync(GrantId grant) => store.Get<ILedger>().StateAsync(grant, SHA256.HashData(grant.Value.ToByteArray()), Freshness.AtMostFourSecondsOld, Ct);

    private AuditFact Fact(string code) => new() { Code = code, Result = AuditResult.Ok, At = clock.Now, Subject = samples.Wang.Id };
}

public sealed class MembershipStoreTestsOnSqlite() : MembershipStoreTests(TestDatabase.Sqlite);

public sealed class MembershipStoreTestsOnPostgreSql(PostgreSqlTests server) : MembershipStoreTests(server);
