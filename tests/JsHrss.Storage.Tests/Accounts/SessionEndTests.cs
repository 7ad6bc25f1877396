using System.Security.Cryptography;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Tests.Databases;
using Proof = JsHrss.Accounts.SignIn.Proof;
using SessionId = JsHrss.Accounts.Identifiers.SessionId;

namespace JsHrss.Storage.Tests.Accounts;

/// <summary>What ends with a context, with a session, and with everything: grants, parts, proofs, messages and facts, in one write.</summary>
public abstract class SessionEndTests(TestDatabase on) : IAsyncLifetime
{
    private static readonly Uri Told = new("https://hall.example/backchannel");

    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private Samples samples = null!;
    private SessionHandle handle = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ISessionStore Sessions => store.Get<ISessionStore>();

    private ILedger Ledger => store.Get<ILedger>();

    private SessionContext Unit => new(samples.Member.Id);

    /// <summary>Wang signed in for himself and for the unit; the hall takes part in both.</summary>
    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
        handle = await BeginAsync(samples.Wang.Id);
        handle = await ProveUnitAsync(handle);
        await JoinAsync(handle.Id, "self", "s_self");
        await JoinAsync(handle.Id, Unit.ToString(), "s_unit");
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    [Trait("Spec", "OIDC Back-Channel Logout §2.3")]
    public async Task The_parts_of_a_session_are_read_in_one_look_up()
    {
        store.Commands.Reset();
        var parts = await Sessions.PartsAsync(handle.Id, Ct);
        Assert.Equal([new ClientPart("hall", SessionContext.Self, "s_self"), new ClientPart("hall", Unit, "s_unit")], parts);
        Assert.Equal((1, 0), (store.Commands.Reads, store.Commands.Writes));
    }

    [Fact]
    public async Task One_context_ends_with_its_grants_its_proof_and_its_part_and_the_other_stays()
    {
        var mine = await GrantAsync(samples.AGrant(samples.Wang.Id, null, handle.Id.Value));
        var units = await GrantAsync(samples.AGrant(samples.Wang.Id, samples.Member.Id, handle.Id.Value));
        var offline = await GrantAsync(samples.AGrant(samples.Wang.Id, samples.Member.Id, handle.Id.Value, offline: true));
        store.Commands.Reset();

        Assert.False(await EndUnitAsync());

        Assert.Equal(1, store.Commands.Writes);
        var found = await Sessions.FindAsync(handle, Ct);
        Assert.Equal(ProofMethod.PersonalPassword, Assert.Single(found!.Session.Proofs).Method);
        Assert.Null(found.Session.State.EndedAt);
        Assert.Null((await StateAsync(mine)).Grant!.EndedBecause);
        Assert.Equal("context_sign_out", (await StateAsync(units)).Grant!.EndedBecause);
        Assert.Null((await StateAsync(offline)).Grant!.EndedBecause);
        Assert.Equal(["s_self"], (await Sessions.PartsAsync(handle.Id, Ct)).Select(part => part.Sid));
        Assert.Equal("s_unit", await OnlyNoticeAsync());
        Assert.Equal(1, store.Count("audit_fact where code = 'session.context_ended' and membership is not null and unit is not null"));
        Assert.Equal(0, store.Count("audit_fact where code = 'session.ended'"));
    }

    [Fact]
    [Trait("Case", "RT-17")]
    public async Task What_ended_is_not_served_from_the_cache()
    {
        var units = await GrantAsync(samples.AGrant(samples.Wang.Id, samples.Member.Id, handle.Id.Value));
        var offline = await GrantAsync(samples.AGrant(samples.Wang.Id, null, handle.Id.Value, offline: true));
        await StateAsync(units);
        await StateAsync(offline);

        await EndUnitAsync();
        Assert.NotNull((await StateAsync(units)).Grant!.EndedBecause);

        await EverywhereAsync(samples.Wang.Id);
        Assert.Equal("sign_out_everywhere", (await StateAsync(offline)).Grant!.EndedBecause);
    }

    [Fact]
    [Trait("Case", "RT-08")]
    public async Task A_grant_that_was_decided_beside_a_sign_out_is_not_opened()
    {
        var proofOfUnit = (await Sessions.FindAsync(handle, Ct))!.Session.Proofs[1].At;
        var proofOfSelf = (await Sessions.FindAsync(handle, Ct))!.Session.Proofs[0].At;
        await EndUnitAsync();
        Assert.IsType<Outcome.GrantEnded>(await OpenAsync(samples.Member.Id, proofOfUnit));
        Assert.IsType<Outcome.Done>(await OpenAsync(null, proofOfSelf));

        await EverywhereAsync(samples.Wang.Id);
        Assert.IsType<Outcome.GrantEnded>(await OpenAsync(null, proofOfSelf));
        Assert.Equal(1, store.Count("\"grant\""));
        Assert.Equal(0, store.Count("rp_session where ended_at is null"));

        async Task<Outcome> OpenAsync(MembershipId? context, DateTimeOffset at)
        {
            var grant = samples.AGrant(samples.Wang.Id, context, handle.Id.Value, offline: true);
            grant = grant with { Id = new GrantId(Guid.CreateVersion7()), Entitlement = grant.Entitlement with { Authentication = grant.Entitlement.Authentication! with { At = at } } };
            var join = new Change.Join(new OpenId.Ports.SessionId(handle.Id.Value), new ClientId("partner"), grant.Entitlement.Context!.Value, "s_partner", Told);
            return await Ledger.ApplyAsync(Samples.List(new Change.Open(grant), join), Ct);
        }
    }

    /// <summary>The face check is the youngest proof, so auth_time is its moment; no sign-out from a context ends it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Case", "RT-08")]
    public async Task A_face_check_keeps_no_grant_whose_context_was_left(bool returned)
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        var face = new Proof(ProofMethod.FaceCheck, clock.Now, null, null, null);
        var renewed = SessionHandle.MintFor(handle.Id).Handle;
        Assert.True(await Sessions.JoinProofAsync(new ProofJoined(handle, renewed, face, clock.Now, clock.Now.AddMinutes(30), []), Ct));
        handle = renewed;
        var before = await GrantAsync(AGrant(samples.Member.Id));
        var client = new ClientId("hall");
        var (code, _) = Handle.Mint(Keepsake.AuthorizationCode, clock.Now);
        await Ledger.ApplyAsync(Samples.List(new Change.Keep(code, client, before, new byte[] { 1 }, clock.Now.AddMinutes(1))), Ct);
        Assert.IsType<Outcome.Done>(await Ledger.ApplyAsync(Samples.List(new Change.Open(AGrant(null))), Ct));

        await EndUnitAsync();
        // Signed in to the unit again: another sign-in, which this code is not of.
        if (returned)
            handle = await ProveUnitAsync(handle);

        Assert.IsType<Outcome.GrantEnded>(await Ledger.ApplyAsync(Samples.List(new Change.Open(AGrant(samples.Member.Id))), Ct));
        Assert.IsType<Outcome.GrantEnded>(await Ledger.ApplyAsync(Samples.List(new Change.Spend(code, client, null)), Ct));
        Assert.IsType<Outcome.Done>(await Ledger.ApplyAsync(Samples.List(new Change.Open(AGrant(null))), Ct));

        Grant AGrant(MembershipId? context)
        {
            var grant = samples.AGrant(samples.Wang.Id, context, handle.Id.Value, offline: true);
            return grant with { Id = new GrantId(Guid.CreateVersion7()), Entitlement = grant.Entitlement with { Authentication = grant.Entitlement.Authentication! with { At = face.At } } };
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "OIDC Back-Channel Logout §2.7")]
    [Trait("Case", "RT-08")]
    public async Task A_code_of_an_offline_grant_is_spent_only_while_its_sign_in_stands(bool signedOut)
    {
        var grant = await GrantAsync(samples.AGrant(samples.Wang.Id, null, handle.Id.Value, offline: true));
        var (code, _) = Handle.Mint(Keepsake.AuthorizationCode, clock.Now);
        var (refresh, _) = Handle.Mint(Keepsake.RefreshToken, clock.Now);
        var client = new ClientId("hall");
        await Ledger.ApplyAsync(Samples.List(
            new Change.Keep(code, client, grant, new byte[] { 1 }, clock.Now.AddMinutes(1)), new Change.Keep(refresh, client, grant, new byte[] { 1 }, clock.Now.AddHours(1))), Ct);
        if (signedOut)
            await Sessions.EndAsync(new SessionEnded(handle.Id, SessionEnds.SignOut, clock.Now, []), Ct);

        var redeemed = await Ledger.ApplyAsync(Samples.List(new Change.Spend(code, client, null)), Ct);

        Assert.Equal(signedOut ? typeof(Outcome.GrantEnded) : typeof(Outcome.Done), redeemed.GetType());
        Assert.IsType<Outcome.Done>(await Ledger.ApplyAsync(Samples.List(new Change.Use(refresh, client, clock.Now.AddHours(1))), Ct));
    }

    [Fact]
    public async Task With_the_last_part_or_the_last_proof_the_session_ends_too()
    {
        Assert.False(await EndUnitAsync());
        Assert.True(await Sessions.EndContextAsync(await ChangeAsync(SessionContext.Self), Ct));

        Assert.NotNull((await Sessions.FindAsync(handle, Ct))!.Session.State.EndedAt);
        Assert.Equal(2, store.Count("outbox"));
        Assert.Equal(1, store.Count("audit_fact where code = 'session.ended'"));

        // Once more: nothing changes, and it is still over.
        Assert.True(await EndUnitAsync());
        Assert.Equal(2, store.Count("audit_fact where code = 'session.context_ended'"));
    }

    [Fact]
    public async Task A_context_that_is_left_and_joined_again_is_a_new_part_and_the_message_about_the_former_is_dropped()
    {
        await EndUnitAsync();
        handle = await ProveUnitAsync(handle);
        await JoinAsync(handle.Id, Unit.ToString(), "s_unit");

        Assert.Equal(2, (await Sessions.PartsAsync(handle.Id, Ct)).Length);
        Assert.Equal(["superseded", null], store.Query("select result, payload from outbox")[0]);
        Assert.Empty(await TakeAsync());

        await EndUnitAsync();
        Assert.Equal("s_unit", await OnlyNoticeAsync());
    }

    [Fact]
    public async Task Joining_once_more_changes_nothing_but_a_new_address()
    {
        await JoinAsync(handle.Id, "self", "s_self");
        await JoinAsync(handle.Id, "self", "s_self", new Uri("https://hall.example/other"));
        Assert.Equal(2, store.Count("rp_session"));
        Assert.Equal("https://hall.example/other", store.Query("select logout_uri from rp_session where sid = 's_self'")[0][0]);
        Assert.Equal(0, store.Count("outbox"));
    }

    [Theory]
    [InlineData(SessionEnds.SignOut)]
    [InlineData(SessionEnds.Revoked)]
    [Trait("Spec", "OIDC Back-Channel Logout §2.5")]
    public async Task Whatever_ends_a_session_tells_each_part_that_wants_to_be_told(string because)
    {
        await JoinAsync(handle.Id, "self", "s_silent", uri: null, client: "silent");

        await Sessions.EndAsync(new SessionEnded(handle.Id, because, clock.Now, []), Ct);

        Assert.Equal(["hall", "hall"], store.Query("select target from outbox").Select(row => row[0]));
        Assert.Equal(0, store.Count("rp_session where ended_at is null"));
        await Sessions.EndAsync(new SessionEnded(handle.Id, because, clock.Now, []), Ct);
        Assert.Equal(2, store.Count("outbox"));
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task A_session_that_replaces_another_tells_the_parts_of_the_former()
    {
        await Sessions.BeginAsync(
            new SessionBegun(SessionHandle.Mint(clock.Now).Handle, samples.Sun.Id, Personal(null), clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, handle.Id, []), Ct);
        Assert.Equal(2, store.Count("outbox"));
        Assert.Equal(1, store.Count("session where ended_because = 'replaced'"));
    }

    [Fact]
    [Trait("Case", "RT-08")]
    public async Task Everywhere_ends_all_sessions_and_all_grants_of_the_person_and_of_nobody_else()
    {
        var other = await BeginAsync(samples.Wang.Id);
        await JoinAsync(other.Id, "self", "s_other");
        var suns = await BeginAsync(samples.Sun.Id);
        var sunsGrant = await GrantAsync(samples.AGrant(samples.Sun.Id, null, suns.Id.Value, offline: true));
        GrantId[] all =
        [
            await GrantAsync(samples.AGrant(samples.Wang.Id, null, handle.Id.Value)),
            await GrantAsync(samples.AGrant(samples.Wang.Id, null, other.Id.Value, offline: true)),
            await GrantAsync(samples.AGrant(samples.Wang.Id, null, null, offline: true)),
        ];
        store.Commands.Reset();

        await EverywhereAsync(samples.Wang.Id);

        Assert.Equal(1, store.Commands.Writes);
        foreach (var grant in all)
            Assert.Equal("sign_out_everywhere", (await StateAsync(grant)).Grant!.EndedBecause);
        Assert.Null((await StateAsync(sunsGrant)).Grant!.EndedBecause);
        Assert.NotNull((await Sessions.FindAsync(other, Ct))!.Session.State.EndedAt);
        Assert.Null((await Sessions.FindAsync(suns, Ct))!.Session.State.EndedAt);
        Assert.Equal(3, store.Count("outbox"));
        Assert.Equal(2, store.Count("audit_fact where code = 'session.ended' and reason = 'sign_out_everywhere'"));
        Assert.Equal(1, store.Count("audit_fact where code = 'session.all_ended'"));
    }

    [Fact]
    public async Task Of_the_last_two_contexts_that_end_at_once_the_later_one_takes_the_session_along()
    {
        ContextEnded[] changes = [await ChangeAsync(Unit), await ChangeAsync(SessionContext.Self)];
        var over = await Task.WhenAll(changes.Select(change => Task.Run(async () => await Sessions.EndContextAsync(change, Ct), Ct)));

        Assert.Equal([false, true], over.Order());
        Assert.NotNull((await Sessions.FindAsync(handle, Ct))!.Session.State.EndedAt);
        Assert.Equal(1, store.Count("audit_fact where code = 'session.ended'"));
    }

    [Fact]
    [Trait("Case", "FT-06")]
    public async Task A_message_waits_sealed_and_says_nothing_of_the_person_on_disk()
    {
        await Sessions.EndAsync(new SessionEnded(handle.Id, SessionEnds.SignOut, clock.Now, []), Ct);
        foreach (var row in store.Query("select payload from outbox"))
            Assert.DoesNotContain(samples.Wang.Id.ToString(), System.Text.Encoding.Latin1.GetString((byte[])row[0]!), StringComparison.Ordinal);
        var notice = LogoutNotice.From((await TakeAsync())[0].Payload);
        Assert.Equal((samples.Wang.Id.ToString(), clock.Now), (notice.Subject.Value, notice.EndedAt));
        Assert.Contains(notice.Sid, new[] { "s_self", "s_unit" });
    }

    private async Task<bool> EndUnitAsync() => await Sessions.EndContextAsync(await ChangeAsync(Unit), Ct);

    private async Task<ContextEnded> ChangeAsync(SessionContext context)
    {
        var standing = (await Sessions.FindAsync(handle, Ct))!;
        return new ContextEnded(
            handle.Id, context, EndContext.OpeningOnly(standing, context, clock.Now), clock.Now,
            [Fact(FactCodes.ContextEnded) with { Membership = context.Membership, Session = handle.Id }], [Fact(FactCodes.SessionEnded) with { Session = handle.Id }]);
    }

    private async Task EverywhereAsync(PersonId person) => await Sessions.EndEverywhereAsync(
        new AllEnded(person, SessionEnds.SignOutEverywhere, clock.Now, [Fact(FactCodes.AllSessionsEnded)], session => Fact(FactCodes.SessionEnded) with { Session = session, Reason = SessionEnds.SignOutEverywhere }), Ct);

    private AuditFact Fact(string code) => new() { Code = code, Result = AuditResult.Ok, At = clock.Now, Subject = samples.Wang.Id };

    private async Task<SessionHandle> BeginAsync(PersonId person)
    {
        var (begun, _) = SessionHandle.Mint(clock.Now);
        await Sessions.BeginAsync(
            new SessionBegun(begun, person, Personal(null), clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []), Ct);
        return begun;
    }

    private async Task<SessionHandle> ProveUnitAsync(SessionHandle presented)
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        var renewed = SessionHandle.MintFor(presented.Id).Handle;
        var proof = new Proof(ProofMethod.MembershipPassword, clock.Now, samples.Member.Id, samples.Unit.Id, samples.WangUnitPassword.Id);
        Assert.True(await Sessions.JoinProofAsync(new ProofJoined(presented, renewed, proof, clock.Now, clock.Now.AddMinutes(30), []) { Password = samples.HashOf(proof) }, Ct));
        return renewed;
    }

    private Proof Personal(CredentialId? credential) => new(ProofMethod.PersonalPassword, clock.Now, null, null, credential);

    private Task JoinAsync(SessionId session, string context, string sid) => JoinAsync(session, context, sid, Told);

    private async Task JoinAsync(SessionId session, string context, string sid, Uri? uri, string client = "hall") => Assert.IsType<Outcome.Done>(await Ledger.ApplyAsync(
        Samples.List(new Change.Join(new OpenId.Ports.SessionId(session.Value), new ClientId(client), new ContextId(context), sid, uri)), Ct));

    private async Task<GrantId> GrantAsync(Grant grant)
    {
        await Ledger.ApplyAsync(Samples.List(new Change.Open(grant)), Ct);
        return grant.Id;
    }

    private ValueTask<TokenState> StateAsync(GrantId grant) => Ledger.StateAsync(grant, SHA256.HashData(grant.Value.ToByteArray()), Freshness.AtMostFourSecondsOld, Ct);

    private async Task<string> OnlyNoticeAsync() => LogoutNotice.From(Assert.Single(await TakeAsync()).Payload).Sid;

    private async Task<OutboxMessage[]> TakeAsync() => [.. await store.Get<IOutbox>().TakeAsync(LogoutNotice.Kind, 10, TimeSpan.FromSeconds(30), Ct)];
}

public sealed class SessionEndTestsOnSqlite() : SessionEndTests(TestDatabase.Sqlite);

public sealed class SessionEndTestsOnPostgreSql(PostgreSqlTests server) : SessionEndTests(server);
