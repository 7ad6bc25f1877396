using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Jobs;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Statements;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Accounts;

public abstract class FaceCheckStoreTests(TestDatabase on) : IAsyncLifetime
{
    private static readonly FaceFlow Flow = new(FacePurpose.StepUp, "s_1");

    private readonly HandMovedClock clock = new();
    private readonly FaceOptions options = new() { AttemptsPerDevice = 5 };
    private TestStore store = null!;
    private Samples samples = null!;
    private Person registered = null!;
    private int references;

    private IFaceChecks Checks => store.Get<IFaceChecks>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        registered = samples.APerson("钱示注", "321300194910019991", null, AssuranceLevel.Registered);
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan with { Persons = [samples.Sun, samples.Wang, registered] }, Ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task An_attempt_is_found_as_it_was_opened_and_after_each_step_as_it_stands()
    {
        var opened = await OpenAsync(samples.Sun);
        var found = (await Checks.FindAsync(opened.Id, Ct))!;
        Assert.Equal(opened, found with { Subject = opened.Subject });
        Assert.Equal(opened.Subject, found.Subject);
        var reference = await StartedAsync(opened);
        found = (await Checks.FindAsync(FaceChannels.Alipay, reference, Ct))!;
        Assert.Equal((opened.Id, FaceCheckState.Created, reference, new FacePrompt("https://channel.example/1", new Uri("channel://open?u=1"))), (found.Id, found.State, found.Reference!.Value, found.Prompt));
        Assert.True(await DecideAsync(found, thumbprint: "key"));
        found = (await Checks.FindAsync(opened.Id, Ct))!;
        Assert.Equal((FaceCheckState.Passed, clock.Now, "key"), (found.State, found.PassedAt, found.Thumbprint));
        Assert.True(await SpendAsync(found.Id));
        Assert.Equal(FaceCheckState.Consumed, (await Checks.FindAsync(opened.Id, Ct))!.State);
        Assert.Equal(["face_check.decided", "face_check.opened", "level.real_person"], store.Query("select code from audit_fact where subject is not null order by code").Select(row => row[0]));
        Assert.Null(await Checks.FindAsync(FaceCheckId.New(clock.Now), Ct));
        Assert.Null(await Checks.FindAsync(FaceChannels.App, reference, Ct));
    }

    [Fact]
    public async Task Each_attempt_has_a_consent_of_its_own_in_the_ledger()
    {
        var first = await OpenAsync(samples.Sun);
        var second = await OpenAsync(samples.Sun);
        var rows = store.Query("select document, version, digest, at, client, address_sealed from agreement where person is not null order by id");
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal(("face-notice", 1L, clock.Now.ToUnixTimeMilliseconds(), "hall"), ((string)row[0]!, (long)row[1]!, (long)row[3]!, (string)row[4]!)));
        Assert.All(rows, row => Assert.Equal(FaceNotice.Chinese.Digest.ToArray(), (byte[])row[2]!));
        Assert.All(rows, row => Assert.DoesNotContain("192.0.2.7", System.Text.Encoding.UTF8.GetString((byte[])row[5]!), StringComparison.Ordinal));
        Assert.Equal(2, store.Count("face_check f join agreement a on a.id = f.agreement and a.about = f.id"));
        Assert.Equal((FaceCheckState.Replaced, FaceCheckState.Created), ((await Checks.FindAsync(first.Id, Ct))!.State, (await Checks.FindAsync(second.Id, Ct))!.State));
    }

    [Fact]
    public async Task Neither_name_nor_number_stands_in_the_database_and_an_hour_later_nobody_can_open_them()
    {
        var check = await OpenAsync(samples.Sun);
        await StartedAsync(check);
        await DecideAsync(check);
        var @sealed = System.Text.Encoding.UTF8.GetString((byte[])store.Query("select subject_sealed from face_check")[0][0]!);
        Assert.DoesNotContain("孙示名", @sealed, StringComparison.Ordinal);
        Assert.DoesNotContain(Samples.SunNumber, @sealed, StringComparison.Ordinal);

        clock.Advance(FaceCheck.Window + TimeSpan.FromMinutes(61));
        await store.Get<CleanUp>().RunAsync(Ct);
        Assert.Null(await Checks.FindAsync(check.Id, Ct));
        Assert.Equal((1, 1), (store.Count("face_check where subject_sealed is null and prompt_sealed is null and reference is not null and state = 2"), store.Count("agreement where address_sealed is not null")));
        clock.Advance(TimeSpan.FromDays(365));
        await store.Get<CleanUp>().RunAsync(Ct);
        Assert.Equal((0, 1), (store.Count("face_check"), store.Count("agreement where address_sealed is null")));
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task A_number_belongs_to_one_attempt_however_many_are_given_it_at_once()
    {
        var checks = new List<FaceCheck>();
        for (var i = 0; i < 4; i++)
            checks.Add(await OpenAsync(i % 2 == 0 ? samples.Sun : samples.Wang, flow: new FaceFlow(FacePurpose.StepUp, $"s_{i}")));
        Assert.Equal(1, await RaceAsync(checks.Select<FaceCheck, Func<Task<bool>>>(check => async () => await Checks.StartAsync(check.Id, Started("one"), clock.Now, Ct))));
        Assert.Equal(1, store.Count("face_check where reference = 'one'"));
        // A second number for the same attempt is none either.
        var begun = (await Checks.FindAsync(FaceChannels.Alipay, FaceReference.Read("one")!.Value, Ct))!;
        Assert.False(await Checks.StartAsync(begun.Id, Started("two"), clock.Now, Ct));
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task A_number_that_comes_with_the_result_belongs_to_one_attempt_too()
    {
        var checks = new List<FaceCheck>();
        for (var i = 0; i < 4; i++)
        {
            var check = await OpenAsync(i % 2 == 0 ? samples.Sun : samples.Wang, flow: new FaceFlow(FacePurpose.StepUp, $"s_{i}"));
            Assert.True(await Checks.AwaitAsync(check.Id, new FacePrompt("https://id.example/face/scan/1", null) { Shown = "{}\n" }, clock.Now, Ct));
            checks.Add(check with { Reference = FaceReference.Read("txn") });
        }

        var found = (await Checks.FindAsync(checks[0].Order, Ct))!;
        Assert.Equal((checks[0].Id, null, "{}\n"), (found.Id, found.Reference, found.Prompt!.Shown));
        Assert.Null(await Checks.FindAsync(FaceOrderNumber.Next(), Ct));
        Assert.Equal(1, await RaceAsync(checks.Select<FaceCheck, Func<Task<bool>>>(check => () => DecideAsync(check))));
        Assert.Equal(1, store.Count("face_check where reference = 'txn' and state = 2"));
        Assert.Equal(3, store.Count("face_check where reference is null and state = 1"));
        var decided = (await Checks.FindAsync(FaceChannels.Alipay, FaceReference.Read("txn")!.Value, Ct))!;
        Assert.False(await Checks.AwaitAsync(decided.Id, decided.Prompt!, clock.Now, Ct));
        // The channel's answer about a number it gave before is not changed into another's.
        var begun = await OpenAsync(samples.Sun);
        await StartedAsync(begun);
        Assert.False(await DecideAsync(begun with { Reference = FaceReference.Read("elsewhere") }));
    }

    [Fact]
    [Trait("Case", "QR-15")]
    [Trait("Case", "AS-11")]
    public async Task A_check_enrols_the_key_it_was_passed_with_in_one_transaction_and_once()
    {
        var (mine, other) = (new string('m', 43), new string('o', 43));
        var keys = store.Get<IAppKeyStore>();
        async Task<FaceCheckId> PassedAsync(Person person, string jkt) => (await store.PassedForAsync(person, jkt, clock.Now)).Face.Id;

        async Task<AppKeyEnrolment> EnrolAsync(Person person, string jkt, FaceCheckId face) => await keys.EnrolAsync(
            new AppKeyEnrolled(new AppKey(AppKeyId.New(clock.Now), person.Id, jkt, clock.Now, face), new SpentFaceCheck(face, EnrolAppKey.FlowOf(jkt), person.Id, jkt, clock.Now), [Fact(FactCodes.AppKeyEnrolled, person.Id)]), Ct);

        var face = await PassedAsync(samples.Wang, mine);
        Assert.Equal(AppKeyEnrolment.FaceRefused, await EnrolAsync(samples.Sun, mine, face));
        Assert.Equal(AppKeyEnrolment.FaceRefused, await EnrolAsync(samples.Wang, other, face));
        Assert.Equal(AppKeyEnrolment.FaceRefused, await EnrolAsync(samples.Wang, mine, FaceCheckId.New(clock.Now)));
        var done = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => EnrolAsync(samples.Wang, mine, face), Ct)));
        Assert.Single(done, AppKeyEnrolment.Enrolled);
        Assert.Equal(19, done.Count(one => one == AppKeyEnrolment.FaceRefused));
        Assert.Equal(face, (await keys.FindAsync(samples.Wang.Id, mine, Ct))!.FaceCheck);
        Assert.Equal((1, 1), (store.Count("app_key"), store.Count("audit_fact where code = 'app_key.enrolled'")));

        // Nobody else enrols that key; and their check is not consumed for nothing.
        var theirs = await PassedAsync(samples.Sun, mine);
        Assert.Equal(AppKeyEnrolment.KeyTaken, await EnrolAsync(samples.Sun, mine, theirs));
        Assert.Equal(FaceCheckState.Passed, (await Checks.FindAsync(theirs, Ct))!.State);
        // The holder enrols it anew with a new face.
        var again = await PassedAsync(samples.Wang, mine);
        Assert.Equal(AppKeyEnrolment.Enrolled, await EnrolAsync(samples.Wang, mine, again));
        Assert.Equal((again, 1), ((await keys.FindAsync(samples.Wang.Id, mine, Ct))!.FaceCheck, store.Count("app_key where ended_at is null")));
    }

    [Fact]
    [Trait("Case", "QR-15")]
    [Trait("Case", "AS-11")]
    public async Task Of_twenty_flows_that_consume_at_once_the_one_it_was_passed_for_does_and_once()
    {
        var check = await OpenAsync(samples.Sun);
        await StartedAsync(check);
        Assert.False(await SpendAsync(check.Id)); // not passed
        await DecideAsync(check, thumbprint: "key");
        Assert.False(await SpendAsync(check.Id, flow: Flow with { Id = "s_2" }));
        Assert.False(await SpendAsync(check.Id, flow: Flow with { Purpose = FacePurpose.ConfirmMembership }));
        Assert.False(await SpendAsync(check.Id, person: samples.Wang.Id));
        Assert.False(await SpendAsync(check.Id, key: "another"));
        Assert.Equal(1, await RaceAsync(Enumerable.Range(0, 20).Select<int, Func<Task<bool>>>(n => () => n % 2 == 0 ? SpendAsync(check.Id, key: "key") : SpendAsync(check.Id))));

        var late = await OpenAsync(samples.Sun);
        await StartedAsync(late);
        await DecideAsync(late);
        clock.Advance(FaceCheck.Window);
        Assert.False(await SpendAsync(late.Id));
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task Of_twenty_decisions_at_once_one_counts_and_after_ten_minutes_none()
    {
        var check = await OpenAsync(samples.Sun);
        await StartedAsync(check);
        Assert.Equal(1, await RaceAsync(Enumerable.Range(0, 20).Select<int, Func<Task<bool>>>(n => () => DecideAsync(check, n % 2 == 0 ? FaceFailure.NotPassed : null))));
        var state = (await Checks.FindAsync(check.Id, Ct))!.State;
        Assert.Equal(state == FaceCheckState.Passed ? 3 : 2, store.Query("select level from person where id in (select person from face_check)")[0][0] is 3L ? 3 : 2);

        var late = await OpenAsync(samples.Wang);
        await StartedAsync(late);
        clock.Advance(FaceCheck.Window);
        Assert.False(await DecideAsync(late));
        Assert.False(await Checks.StartAsync(late.Id, Started("late"), clock.Now, Ct));
        Assert.False(await Checks.TakeTurnAsync(late.Id, clock.Now, options.AskEvery, Ct));
    }

    [Fact]
    [Trait("Case", "AS-10")]
    public async Task A_pass_raises_a_real_name_person_prolongs_a_real_one_and_gives_a_registered_one_nothing()
    {
        var until = clock.Now + options.EvidenceFor;
        await PassAsync(samples.Sun);
        await PassAsync(samples.Wang);
        await PassAsync(registered);
        Assert.Equal((3, until.ToUnixTimeMilliseconds(), 2), await LevelAsync(samples.Sun));
        // Without end before, without end after.
        Assert.Equal((3, null, 2), await LevelAsync(samples.Wang));
        Assert.Equal((1, null, 1), await LevelAsync(registered));
        var evidence = store.Query("select n, level, method, source, transaction_id from level_evidence where transaction_id is not null order by source, transaction_id");
        Assert.Equal(2, evidence.Count);
        Assert.All(evidence, row => Assert.Equal((2L, 3L, 3L, "alipay"), ((long)row[0]!, (long)row[1]!, (long)row[2]!, (string)row[3]!)));
        Assert.Equal(2, store.Count("audit_fact where code = 'level.real_person'"));

        clock.Advance(TimeSpan.FromDays(100));
        await PassAsync(samples.Sun);
        Assert.Equal((3, (until + TimeSpan.FromDays(100)).ToUnixTimeMilliseconds(), 3), await LevelAsync(samples.Sun));
        await PassAsync(samples.Sun, until: clock.Now.AddDays(1));
        Assert.Equal((3, (until + TimeSpan.FromDays(100)).ToUnixTimeMilliseconds(), 4), await LevelAsync(samples.Sun));
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task An_account_that_meanwhile_is_for_another_document_is_not_raised()
    {
        var check = await OpenAsync(samples.Sun);
        await StartedAsync(check);
        var other = check with { Subject = new FaceSubject(samples.Sun.Name, samples.Wang.Document) };
        Assert.True(await DecideAsync(other));
        Assert.Equal((2, null, 1), await LevelAsync(samples.Sun));
    }

    [Fact]
    public async Task Attempts_are_counted_by_person_and_one_the_channel_never_began_is_given_back()
    {
        for (var i = 0; i < 5; i++)
        {
            var check = await OpenAsync(samples.Sun);
            Assert.True(await Checks.AbandonAsync(new FaceCheckAbandoned(check, true, clock.Now, []), options, Ct));
            Assert.False(await Checks.AbandonAsync(new FaceCheckAbandoned(check, true, clock.Now, []), options, Ct));
        }

        var refused = await OpenAsync(samples.Sun);
        Assert.True(await Checks.AbandonAsync(new FaceCheckAbandoned(refused, false, clock.Now, []), options, Ct));
        for (var i = 0; i < 4; i++)
            await StartedAsync(await OpenAsync(samples.Sun));
        Assert.False(await Checks.OpenAsync(Opening(samples.Sun), options, Ct));
        Assert.True(await Checks.OpenAsync(Opening(samples.Wang), options, Ct));
        Assert.Equal(11, store.Count("face_check"));
        clock.Advance(options.Window);
        Assert.True(await Checks.OpenAsync(Opening(samples.Sun), options, Ct));
    }

    [Fact]
    [Trait("Case", "EN-10")]
    public async Task Whoever_opens_checks_elsewhere_uses_up_none_of_the_owner_s_attempts()
    {
        foreach (var elsewhere in new[] { "s_1", "s_2", "key" })
        {
            for (var i = 0; i < options.AttemptsPerDevice; i++)
                Assert.True(await Checks.OpenAsync(Opening(samples.Sun, device: elsewhere), options, Ct));
            Assert.False(await Checks.OpenAsync(Opening(samples.Sun, device: elsewhere), options, Ct));
        }

        Assert.True(await Checks.OpenAsync(Opening(samples.Sun, device: "own"), options, Ct));
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task Other_faces_are_counted_across_all_devices_and_nothing_else_is()
    {
        var few = options with { FailuresPerPerson = options.AttemptsPerDevice };
        foreach (var failure in new FaceFailure?[] { null, FaceFailure.RanOut })
            Assert.True(await DecideAsync(await OpenedAsync("s_0"), failure));
        for (var i = 0; i < few.FailuresPerPerson; i++)
            Assert.True(await DecideAsync(await OpenedAsync($"s_{i}"), i % 2 == 0 ? FaceFailure.NotPassed : FaceFailure.OtherSubject));
        Assert.False(await Checks.OpenAsync(Opening(samples.Sun, device: "own"), few, Ct));
        Assert.True(await Checks.OpenAsync(Opening(samples.Wang, device: "own"), few, Ct));
        // A phone that the person enrolled by face is nobody else's: it goes on.
        var phone = new string('p', 43);
        var face = (await store.PassedForAsync(samples.Sun, phone, clock.Now)).Face.Id;
        Assert.False(await Checks.OpenAsync(Opening(samples.Sun, device: phone), few, Ct));
        await store.Get<IAppKeyStore>().EnrolAsync(
            new AppKeyEnrolled(new AppKey(AppKeyId.New(clock.Now), samples.Sun.Id, phone, clock.Now, face), new SpentFaceCheck(face, EnrolAppKey.FlowOf(phone), samples.Sun.Id, phone, clock.Now), [Fact(FactCodes.AppKeyEnrolled, samples.Sun.Id)]), Ct);
        Assert.True(await Checks.OpenAsync(Opening(samples.Sun, device: phone), few, Ct));
        clock.Advance(options.Window);
        Assert.True(await Checks.OpenAsync(Opening(samples.Sun, device: "own"), few, Ct));

        async Task<FaceCheck> OpenedAsync(string device)
        {
            var change = Opening(samples.Sun, device: device);
            Assert.True(await Checks.OpenAsync(change, few, Ct));
            await StartedAsync(change.Check);
            return change.Check;
        }
    }

    [Fact]
    [Trait("Case", "EN-10")]
    public async Task There_is_an_end_to_what_is_begun_from_any_number_of_sessions()
    {
        var few = options with { AttemptsPerPerson = 12 };
        for (var i = 0; i < few.AttemptsPerPerson; i++)
            Assert.True(await Checks.OpenAsync(Opening(samples.Sun, device: $"s_{i}"), few, Ct));
        Assert.False(await Checks.OpenAsync(Opening(samples.Sun, device: "s_more"), few, Ct));
        Assert.True(await Checks.OpenAsync(Opening(samples.Wang, device: "s_more"), few, Ct));
    }

    [Fact]
    public async Task There_is_an_end_to_wishes_while_the_channel_is_silent()
    {
        for (var i = 0; i < 25; i++)
            Assert.True(await Checks.AbandonAsync(new FaceCheckAbandoned(await OpenAsync(samples.Sun), true, clock.Now, []), options, Ct));
        Assert.False(await Checks.OpenAsync(Opening(samples.Sun), options, Ct));
        Assert.Equal(25, store.Count("face_check"));
    }

    [Fact]
    public async Task Of_twenty_that_would_ask_the_channel_at_once_one_has_the_turn()
    {
        var check = await OpenAsync(samples.Sun);
        await StartedAsync(check);
        Assert.Equal(1, await RaceAsync(Enumerable.Range(0, 20).Select<int, Func<Task<bool>>>(_ => async () => await Checks.TakeTurnAsync(check.Id, clock.Now, options.AskEvery, Ct))));
        clock.Advance(options.AskEvery);
        Assert.True(await Checks.TakeTurnAsync(check.Id, clock.Now, options.AskEvery, Ct));
    }

    [Fact]
    [Trait("Case", "QR-15")]
    [Trait("Case", "AS-11")]
    public async Task A_session_is_joined_by_its_own_passed_check_or_nothing_of_it_changes()
    {
        var (handle, _) = SessionHandle.Mint(clock.Now);
        var sessions = store.Get<ISessionStore>();
        var password = new Proof(ProofMethod.PersonalPassword, clock.Now, null, null, samples.SunPassword.Id);
        await sessions.BeginAsync(new SessionBegun(handle, samples.Sun.Id, password, clock.Now, clock.Now.AddMinutes(30), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []) { Password = samples.HashOf(password) }, Ct);
        var flow = ProveByFace.FlowOf(handle.Id);
        var check = await OpenAsync(samples.Sun, flow);
        await StartedAsync(check);
        Assert.False(await JoinAsync(flow)); // not passed
        await DecideAsync(check);
        Assert.False(await JoinAsync(flow with { Id = "s_other" }));
        var found = (await sessions.FindAsync(handle, Ct))!; // by the secret it had
        Assert.Equal(ProofMethod.PersonalPassword, Assert.Single(found.Session.Proofs).Method);
        Assert.Equal(1, await RaceAsync(Enumerable.Range(0, 10).Select<int, Func<Task<bool>>>(_ => () => JoinAsync(flow))));
        Assert.Equal(FaceCheckState.Consumed, (await Checks.FindAsync(check.Id, Ct))!.State);
        Assert.Equal(1, store.Count("session_proof where method = 10"));

        async Task<bool> JoinAsync(FaceFlow from) => await sessions.JoinProofAsync(
            new ProofJoined(handle, SessionHandle.MintFor(handle.Id).Handle, new Proof(ProofMethod.FaceCheck, clock.Now, null, null, null), clock.Now, clock.Now.AddMinutes(30), [Fact(FactCodes.ProofJoined, samples.Sun.Id)])
            {
                FaceCheck = new SpentFaceCheck(check.Id, from, samples.Sun.Id, null, clock.Now),
            },
            Ct);
    }

    private static async Task<int> RaceAsync(IEnumerable<Func<Task<bool>>> all) => (await Task.WhenAll(all.Select(one => Task.Run(one, Ct)))).Count(done => done);

    private async Task<(int Level, long? Until, int Evidence)> LevelAsync(Person person)
    {
        var found = await store.Get<IHallDatabase>().ReadAsync(
            statements =>
            {
                using var row = statements.Get("select level, real_person_until, (select cast(count(*) as integer) from level_evidence where person = @id) from person where id = @id").Bind("@id", person.Id.Value).Read();
                row.Read();
                return (row.GetInt32(0), row.IsDBNull(1) ? (long?)null : row.GetInt64(1), row.GetInt32(2));
            },
            Ct);
        return found;
    }

    private async Task PassAsync(Person person, DateTimeOffset? until = null)
    {
        var check = await OpenAsync(person);
        await StartedAsync(check);
        Assert.True(await DecideAsync(check, until: until));
    }

    private async Task<FaceCheck> OpenAsync(Person person, FaceFlow? flow = null)
    {
        var change = Opening(person, flow);
        Assert.True(await Checks.OpenAsync(change, options, Ct));
        return change.Check;
    }

    private FaceCheckOpened Opening(Person person, FaceFlow? flow = null, string? device = null)
    {
        var check = new FaceCheck
        {
            Id = FaceCheckId.New(clock.Now),
            Flow = flow ?? Flow,
            Person = person.Id,
            Subject = new FaceSubject(person.Name, person.Document),
            Channel = FaceChannels.Alipay,
            Order = FaceOrderNumber.Next(),
            CreatedAt = clock.Now,
            EndsAt = clock.Now + FaceCheck.Window,
            Device = device,
        };
        return new FaceCheckOpened(check, FaceNotice.Agree(FaceNotice.Chinese, clock.Now), [Fact(FactCodes.FaceCheckOpened, person.Id)]);
    }

    private static FaceStart.Started Started(string reference) => new(FaceReference.Read(reference)!.Value, new FacePrompt("https://channel.example/1", new Uri("channel://open?u=1")));

    private async Task<FaceReference> StartedAsync(FaceCheck check)
    {
        var started = Started($"ref-{++references}");
        Assert.True(await Checks.StartAsync(check.Id, started, clock.Now, Ct));
        return started.Reference;
    }

    private async Task<bool> DecideAsync(FaceCheck check, FaceFailure? failure = null, string? thumbprint = null, DateTimeOffset? until = null) => await Checks.DecideAsync(
        new FaceCheckDecided(
            check,
            failure,
            thumbprint,
            failure is null
                ? new ProvenRealPerson(
                    new AssuranceEvidence(AssuranceLevel.RealPerson, AssuranceMethod.FaceCheck, clock.Now, check.Channel) { Transaction = check.Order.Value }, until ?? clock.Now + options.EvidenceFor, Fact(FactCodes.RealPersonProven, check.Person!.Value))
                : null,
            clock.Now,
            [Fact(FactCodes.FaceCheckDecided, check.Person!.Value)]),
        options, Ct);

    private Task<bool> SpendAsync(FaceCheckId check, FaceFlow? flow = null, PersonId? person = null, string? key = null) =>
        store.Get<IHallDatabase>().WriteAsync(write => FaceCheckSql.Spend(write, new SpentFaceCheck(check, flow ?? Flow, person ?? samples.Sun.Id, key, clock.Now)) || write.Undo(false), Ct);

    private AuditFact Fact(string code, PersonId person) => new() { Code = code, Result = AuditResult.Ok, At = clock.Now, Subject = person };
}

public sealed class FaceCheckStoreTestsOnSqlite() : FaceCheckStoreTests(TestDatabase.Sqlite);

public sealed class FaceCheckStoreTestsOnPostgreSql(PostgreSqlTests server) : FaceCheckStoreTests(server);
