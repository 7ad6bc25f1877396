using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.FaceChecks;

public sealed class FaceCheckTests
{
    private static readonly FaceFlow Flow = new(FacePurpose.StepUp, "s_1");

    private readonly HandMovedTime clock = new();
    private readonly InMemoryFaceChecks store = new();
    private readonly FaceOptions options = new();
    private readonly TestFaceChannel channel = new();
    private readonly PersonStanding sun = Sample.Person(AssuranceLevel.RealName);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FaceChannels Channels => new([channel], options);

    private StartFaceCheck Start => new(store, Channels, options, clock);

    private AskFaceCheck Ask => new(store, Channels, new DecideFaceCheck(store, options, clock), options, clock);

    private async Task<Result<OpenFaceCheck>> StartAsync(PersonStanding? person = null, GivenConsent? consent = null, bool agreed = true, string code = FaceChannels.Alipay, FaceFlow? flow = null) =>
        await Start.HandleAsync(new FaceCheckWanted(flow ?? Flow, person ?? sun, code, agreed ? consent ?? FaceNotice.Agree(FaceNotice.Chinese, clock.GetUtcNow()) : null), RequestOrigin.Unknown, Ct);

    private async Task<Result<FaceCheck>> AskAsync(FaceCheckId id, FaceFlow? flow = null, PersonId? person = null) => await Ask.HandleAsync(id, flow ?? Flow, person ?? sun.Id, RequestOrigin.Unknown, Ct);

    [Fact]
    public async Task An_attempt_is_opened_with_its_consent_asked_for_and_passed_once_the_channel_says_so()
    {
        var opened = (await StartAsync()).Value;
        Assert.Equal(("ref-1", "https://channel.example/1"), (opened.Check.Reference!.Value.Value, opened.Prompt.QrText));
        Assert.Equal((FaceNotice.Document, FaceNotice.Version, clock.GetUtcNow()), (store.Consents[0].Document, store.Consents[0].Version, store.Consents[0].At));
        Assert.Equal(FaceCheckState.Created, (await AskAsync(opened.Check.Id)).Value.State);

        clock.Pass(options.AskEvery);
        channel.Answers = new FaceAnswer.Passed();
        var passed = (await AskAsync(opened.Check.Id)).Value;
        Assert.Equal((FaceCheckState.Passed, clock.GetUtcNow()), (passed.State, passed.PassedAt));
        var proven = Assert.Single(store.Proven);
        Assert.Equal((AssuranceLevel.RealPerson, AssuranceMethod.FaceCheck, FaceChannels.Alipay, $"{opened.Check.Order}/ref-1"), (proven.Evidence.Level, proven.Evidence.Method, proven.Evidence.Source, proven.Evidence.Transaction));
        Assert.Equal(clock.GetUtcNow().AddDays(365), proven.Until);
        Assert.Equal([FactCodes.FaceCheckOpened, FactCodes.FaceCheckDecided], store.Facts.Select(fact => fact.Code));
        Assert.All(store.Facts, fact => Assert.DoesNotContain(fact.Detail.Values, value => value.Contains("王示办", StringComparison.Ordinal) || value.Contains("32010019851231123X", StringComparison.Ordinal)));

        // Nothing is asked about what is decided.
        var before = channel.Asked.Count;
        clock.Pass(options.AskEvery);
        Assert.Equal(FaceCheckState.Passed, (await AskAsync(opened.Check.Id)).Value.State);
        Assert.Equal(before, channel.Asked.Count);
    }

    [Fact]
    [Trait("Case", "QR-15")]
    public async Task What_passed_for_one_flow_and_person_counts_for_no_other_and_once()
    {
        channel.Answers = new FaceAnswer.Passed();
        var id = (await StartAsync()).Value.Check.Id;
        var other = new FaceFlow(FacePurpose.StepUp, "s_2");
        Assert.Equal(FaceErrors.Unknown, (await AskAsync(id, other)).Code);
        Assert.Equal(FaceErrors.Unknown, (await AskAsync(id, Flow with { Purpose = FacePurpose.AppKey })).Code);
        Assert.Equal(FaceErrors.Unknown, (await AskAsync(id, person: PersonId.New())).Code);
        Assert.Empty(channel.Asked);
        await AskAsync(id);
        Assert.False(store.Spend(new SpentFaceCheck(id, other, sun.Id, null, clock.GetUtcNow())));
        Assert.False(store.Spend(new SpentFaceCheck(id, Flow, PersonId.New(), null, clock.GetUtcNow())));
        Assert.False(store.Spend(new SpentFaceCheck(id, Flow, sun.Id, "key", clock.GetUtcNow())));
        Assert.True(store.Spend(new SpentFaceCheck(id, Flow, sun.Id, null, clock.GetUtcNow())));
        Assert.False(store.Spend(new SpentFaceCheck(id, Flow, sun.Id, null, clock.GetUtcNow())));
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task After_ten_minutes_nothing_passes_and_nothing_passed_is_consumed()
    {
        var late = (await StartAsync()).Value.Check;
        clock.Pass(FaceCheck.Window);
        channel.Answers = new FaceAnswer.Passed();
        Assert.Equal(FaceCheckState.Expired, (await AskAsync(late.Id)).Value.StateAt(clock.GetUtcNow()));
        Assert.Empty(channel.Asked);

        var passed = (await StartAsync()).Value.Check;
        await AskAsync(passed.Id);
        clock.Pass(FaceCheck.Window);
        Assert.False(store.Spend(new SpentFaceCheck(passed.Id, Flow, sun.Id, null, clock.GetUtcNow())));
        Assert.Single(store.Proven);
    }

    [Theory]
    [Trait("Case", "AS-11")]
    [InlineData(FaceFailure.NotPassed, FaceErrors.NotPassed)]
    [InlineData(FaceFailure.OtherSubject, "face_other_subject")]
    public async Task A_failed_attempt_is_final_and_worth_nothing(FaceFailure failure, string reason)
    {
        var id = (await StartAsync()).Value.Check.Id;
        channel.Answers = new FaceAnswer.Failed(failure);
        var failed = (await AskAsync(id)).Value;
        Assert.Equal((FaceCheckState.Failed, failure), (failed.State, failed.Failure));
        channel.Answers = new FaceAnswer.Passed();
        clock.Pass(options.AskEvery);
        Assert.Equal(FaceCheckState.Failed, (await AskAsync(id)).Value.State);
        Assert.Empty(store.Proven);
        Assert.Equal((AuditResult.Refused, reason), (store.Facts[^1].Result, store.Facts[^1].Reason));
        Assert.Equal(sun.Profile.Value.Document, channel.Asked[0].Document);
    }

    [Fact]
    public async Task What_the_channel_lets_run_out_is_over()
    {
        var id = (await StartAsync()).Value.Check.Id;
        channel.Answers = new FaceAnswer.Gone();
        Assert.Equal(FaceFailure.RanOut, (await AskAsync(id)).Value.Failure);
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task A_channel_that_gives_a_number_twice_is_not_believed()
    {
        var first = (await StartAsync()).Value.Check;
        channel.Starts = new FaceStart.Started(first.Reference!.Value, new FacePrompt("https://channel.example/again", null));
        Assert.Equal(FaceErrors.ChannelUnavailable, (await StartAsync(flow: new FaceFlow(FacePurpose.StepUp, "s_2"))).Code);
        Assert.Equal(FactCodes.FaceCheckAbandoned, store.Facts[^1].Code);
    }

    [Fact]
    [Trait("Case", "FT-14")]
    public async Task A_channel_that_is_down_costs_no_attempt_and_later_goes_on()
    {
        channel.Starts = new FaceStart.Unavailable();
        for (var i = 0; i < options.AttemptsPerDevice + 2; i++)
            Assert.Equal(FaceErrors.ChannelUnavailable, (await StartAsync()).Code);
        channel.Starts = new FaceStart.NotServed();
        Assert.Equal(FaceErrors.ChannelRefuses, (await StartAsync()).Code); // which counts
        channel.Starts = null;
        var id = (await StartAsync()).Value.Check.Id;
        channel.Answers = new FaceAnswer.Unavailable();
        var silent = (await AskAsync(id)).Value;
        Assert.Equal((FaceCheckState.Created, true), (silent.State, silent.IsChannelSilent));
        channel.Answers = new FaceAnswer.Passed();
        clock.Pass(options.AskEvery);
        Assert.Equal(FaceCheckState.Passed, (await AskAsync(id)).Value.State);
    }

    [Fact]
    public async Task However_wildly_a_browser_polls_the_channel_is_asked_at_its_own_pace()
    {
        var id = (await StartAsync()).Value.Check.Id;
        for (var i = 0; i < 20; i++)
            await AskAsync(id);
        Assert.Single(channel.Asked);
        clock.Pass(options.AskEvery);
        await AskAsync(id);
        Assert.Equal(2, channel.Asked.Count);
    }

    [Fact]
    public async Task A_channel_that_is_not_asked_is_not_asked()
    {
        var silent = new TestFaceChannel(FaceChannels.App) { IsAsked = false, Answers = new FaceAnswer.Passed() };
        var channels = new FaceChannels([silent], options);
        var opened = (await new StartFaceCheck(store, channels, options, clock).HandleAsync(
            new FaceCheckWanted(Flow, sun, FaceChannels.App, FaceNotice.Agree(FaceNotice.English, clock.GetUtcNow())), RequestOrigin.Unknown, Ct)).Value;
        var found = await new AskFaceCheck(store, channels, new DecideFaceCheck(store, options, clock), options, clock).HandleAsync(opened.Check.Id, Flow, sun.Id, RequestOrigin.Unknown, Ct);
        Assert.Equal(FaceCheckState.Created, found.Value.State);
        Assert.Empty(silent.Asked);
    }

    [Fact]
    public async Task Without_a_consent_of_its_own_to_the_text_of_now_nothing_begins()
    {
        Assert.Equal(FaceErrors.ConsentMissing, (await StartAsync(agreed: false)).Code);
        var now = clock.GetUtcNow();
        GivenConsent[] unfit =
        [
            FaceNotice.Agree(FaceNotice.Chinese, now) with { Version = FaceNotice.Version + 1 },
            FaceNotice.Agree(FaceNotice.Chinese, now) with { Digest = new byte[32] },
            FaceNotice.Agree(FaceNotice.Chinese, now) with { Document = "privacy" },
            FaceNotice.Agree(FaceNotice.Chinese, now - FaceCheck.Window),
            FaceNotice.Agree(FaceNotice.Chinese, now.AddSeconds(1)),
        ];
        foreach (var consent in unfit)
            Assert.Equal(FaceErrors.ConsentMissing, (await StartAsync(consent: consent)).Code);
        Assert.Empty(store.Rows);
    }

    [Fact]
    public async Task Whoever_is_under_fourteen_is_refused_until_their_birthday_in_China()
    {
        // Born on 2012-03-11; the clock stands at 2026-03-10 in China.
        var child = Sample.Person(AssuranceLevel.RealName, IdentityDocument.Restore(IdDocumentType.ResidentIdentityCard, "320300201203110108", "320300201203110108", null));
        Assert.Equal(new DateOnly(2026, 3, 10), Sample.Today);
        Assert.Equal(FaceErrors.TooYoung, (await StartAsync(child)).Code);
        clock.Pass(ChinaTime.StartOf(new DateOnly(2026, 3, 11)) - clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        Assert.Equal(FaceErrors.TooYoung, (await StartAsync(child)).Code);
        clock.Pass(TimeSpan.FromSeconds(1));
        Assert.True((await StartAsync(child)).IsOk);
    }

    [Fact]
    [Trait("Case", "AS-10")]
    public async Task A_registered_person_is_told_to_settle_the_name_first()
    {
        Assert.Equal(PeopleErrors.LevelNeedsRealName, (await StartAsync(Sample.Person(AssuranceLevel.Registered))).Code);
        Assert.Equal(AuthorityReasons.Frozen, (await StartAsync(sun with { FrozenAt = clock.GetUtcNow() })).Code);
        Assert.Empty(store.Rows);
    }

    [Fact]
    public async Task Channels_are_those_that_serve_the_document_and_with_none_left_the_counter_is()
    {
        var passport = Sample.Person(AssuranceLevel.RealName, IdentityDocument.Restore(IdDocumentType.ForeignPassport, "X00000001", "X00000001", "USA"));
        Assert.Equal(FaceErrors.NoChannel, (await StartAsync(passport)).Code);
        Assert.Equal(FaceErrors.NoChannel, (await StartAsync(code: FaceChannels.App)).Code);
        Assert.Equal(FaceErrors.NoChannel, (await StartAsync(code: "'; drop table person")).Code);

        IFaceChannel[] both = [channel, new TestFaceChannel(FaceChannels.App) { ServesType = _ => true }];
        Assert.Equal(["app", "alipay"], new FaceChannels(both, options).For(IdDocumentType.ResidentIdentityCard).Select(one => one.Code));
        Assert.Equal(["app"], new FaceChannels(both, options).For(IdDocumentType.ForeignPassport).Select(one => one.Code));
        Assert.Equal(["alipay"], new FaceChannels(both, options with { Channels = ["alipay"] }).For(IdDocumentType.ResidentIdentityCard).Select(one => one.Code));
        Assert.Null(new FaceChannels(both, options with { Channels = ["alipay"] }).Find("app"));
    }

    [Fact]
    public async Task A_second_attempt_replaces_the_first_and_there_is_an_end_to_them()
    {
        var first = (await StartAsync()).Value.Check;
        var second = (await StartAsync()).Value.Check;
        Assert.NotEqual(first.Order, second.Order);
        Assert.Equal((FaceCheckState.Replaced, FaceCheckState.Created), (store.Rows[first.Id].State, store.Rows[second.Id].State));
        for (var i = 2; i < options.AttemptsPerDevice; i++)
            Assert.True((await StartAsync()).IsOk);
        Assert.Equal(FaceErrors.TooMany, (await StartAsync()).Code);
    }

    [Fact]
    public void A_text_that_is_changed_has_a_new_version()
    {
        // Whoever changes a word raises FaceNotice.Version, and writes here what the new version's digests are.
        Assert.Equal(1, FaceNotice.Version);
        Assert.Equal("0226a0d270adb79e13006ea7357a53cc7cb79dfc69ab7039b2c1112871977ce1", Convert.ToHexStringLower(FaceNotice.Chinese.Digest.Span));
        Assert.Equal("be12f3dba1ad88210e6505fc5a1193064c3befe348c17168678d2a4a946a6f49", Convert.ToHexStringLower(FaceNotice.English.Digest.Span));
    }

    [Fact]
    public void Options_that_make_no_sense_are_named_with_their_cure()
    {
        Assert.Empty(options.Validate());
        var faults = new FaceOptions { Channels = ["wechat", "app", "app"], EvidenceFor = TimeSpan.Zero, AttemptsPerDevice = 0, Window = TimeSpan.Zero, AskEvery = TimeSpan.Zero }.Validate();
        Assert.Equal(["Face:Channels", "Face:Channels", "Face:EvidenceFor", "Face:AttemptsPerDevice", "Face:Window", "Face:AskEvery"], faults.Select(fault => fault.Split(' ')[0]));
    }

    [Fact]
    [Trait("Case", "AS-13")]
    public void A_real_person_is_a_real_name_one_from_the_end_of_the_evidence_on()
    {
        var now = clock.GetUtcNow();
        var person = Sample.Person(AssuranceLevel.RealPerson) with { RealPersonUntil = now.AddDays(1) };
        Assert.Equal(AssuranceLevel.RealPerson, person.LevelAt(now.AddDays(1).AddTicks(-1)));
        Assert.Equal(AssuranceLevel.RealName, person.LevelAt(now.AddDays(1)));
        Assert.Equal(AssuranceLevel.RealName, (person with { CappedAtLevel = AssuranceLevel.RealName }).LevelAt(now));
        Assert.Equal(AssuranceLevel.Registered, (person with { CappedAtLevel = AssuranceLevel.Registered }).LevelAt(now.AddDays(1)));
        Assert.Equal(AssuranceLevel.RealPerson, (person with { RealPersonUntil = null }).LevelAt(now.AddYears(50)));
        Assert.Equal(AssuranceLevel.Registered, (person with { Level = AssuranceLevel.Registered }).LevelAt(now));
    }
}
