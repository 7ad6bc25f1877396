using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.FaceChecks;

/// <summary>The app as a face channel: who may take an attempt up, and what a result does (ADR 0016).</summary>
public sealed class TakeFaceAssertionTests : IDisposable
{
    private static readonly FaceFlow StepUp = new(FacePurpose.StepUp, "s_1");

    private readonly HandMovedTime _clock = new();
    private readonly InMemoryFaceChecks _store = new();
    private readonly FaceOptions _options = new();
    private readonly TestFaceService _service = new();
    private readonly TestAppKey _phone = new();
    private readonly PersonStanding _sun = Sample.Person(AssuranceLevel.RealName);
    private readonly TestFaceChannel _channel = new(FaceChannels.App)
    {
        IsAsked = false,
        Starts = new FaceStart.Awaited(new FacePrompt("https://id.example/face/scan/0", null)),
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AppHolder Holder => new(_sun.Id, _phone.Thumbprint, RequestOrigin.Unknown);

    private TakeFaceAssertion Take => new(_store, _service, new DecideFaceCheck(_store, _options, _clock), _clock);

    public void Dispose()
    {
        _service.Dispose();
        _phone.Dispose();
    }

    [Fact]
    public async Task A_browser_asks_the_expected_person_s_phone_scans_and_delivers_and_the_person_is_a_real_one()
    {
        var check = await StartAsync();
        Assert.Equal("""{"site":"s"}""", check.Prompt!.Shown);
        Assert.Equal(check.Id, (await Take.ScanAsync(check.Order, Holder, Ct)).Value.Id);
        var passed = (await Take.HandleAsync(check.Id, Sign(check), Holder, Ct)).Value;
        Assert.Equal((FaceCheckState.Passed, _phone.Thumbprint, "txn-1"), (passed.State, passed.Thumbprint, passed.Reference!.Value.Value));
        Assert.Equal((AssuranceLevel.RealPerson, $"{check.Order}/txn-1"), (Assert.Single(_store.Proven).Evidence.Level, _store.Proven[0].Evidence.Transaction));
        Assert.Equal([FactCodes.FaceCheckOpened, FactCodes.FaceCheckDecided], _store.Facts.Select(fact => fact.Code));
        Assert.Equal(FaceErrors.Over, (await Take.ScanAsync(check.Order, Holder, Ct)).Code);
    }

    [Fact]
    [Trait("Case", "QR-15")]
    public async Task Nobody_else_s_phone_takes_it_up()
    {
        var check = await StartAsync();
        using var other = new TestAppKey();
        var stranger = Holder with { Person = PersonId.New() };
        Assert.Equal(FaceErrors.OtherPerson, (await Take.ScanAsync(check.Order, stranger, Ct)).Code);
        Assert.Equal(FaceErrors.Unknown, (await Take.HandleAsync(check.Id, Sign(check), stranger, Ct)).Code);
        Assert.Null(await Take.FindAsync(check.Id, stranger, Ct));
        Assert.Equal(FaceErrors.Unknown, (await Take.ScanAsync(FaceOrderNumber.Next(), Holder, Ct)).Code);
        // The person's other phone may; but not with what was signed for the first one.
        Assert.Equal(FaceErrors.AssertionInvalid, (await Take.HandleAsync(check.Id, Sign(check), Holder with { Thumbprint = other.Thumbprint }, Ct)).Code);
        Assert.Equal(FaceCheckState.Created, _store.Rows[check.Id].State);
    }

    [Fact]
    [Trait("Case", "QR-15")]
    public async Task A_check_for_a_key_is_that_very_phone_s()
    {
        var check = await StartAsync(EnrolAppKey.FlowOf(_phone.Thumbprint));
        using var other = new TestAppKey();
        Assert.Equal(FaceErrors.Unknown, (await Take.HandleAsync(check.Id, Sign(check, other.Thumbprint), Holder with { Thumbprint = other.Thumbprint }, Ct)).Code);
        Assert.Equal(FaceCheckState.Passed, (await Take.HandleAsync(check.Id, Sign(check), Holder, Ct)).Value.State);
    }

    [Fact]
    [Trait("Case", "QR-02")]
    public async Task A_check_begun_in_an_app_is_not_scanned_from_a_code()
    {
        var check = await StartAsync(new FaceFlow(FacePurpose.MembershipPassword, "m_1"), shown: null);
        Assert.Equal(FaceErrors.Unknown, (await Take.ScanAsync(check.Order, Holder, Ct)).Code);
        Assert.Equal(check.Id, (await Take.FindAsync(check.Id, Holder, Ct))!.Id);
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task A_number_of_the_service_that_counted_before_counts_no_second_time()
    {
        var first = await StartAsync();
        Assert.True((await Take.HandleAsync(first.Id, Sign(first), Holder, Ct)).IsOk);
        var second = await StartAsync(new FaceFlow(FacePurpose.StepUp, "s_2"));
        Assert.Equal(FaceErrors.AssertionInvalid, (await Take.HandleAsync(second.Id, Sign(first), Holder, Ct)).Code);
        Assert.Equal(FaceErrors.AssertionInvalid, (await Take.HandleAsync(second.Id, Sign(second), Holder, Ct)).Code);
        Assert.Equal(FaceCheckState.Created, _store.Rows[second.Id].State);
        Assert.Equal(FaceCheckState.Passed, (await Take.HandleAsync(second.Id, Sign(second, txn: "txn-2"), Holder, Ct)).Value.State);
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task Another_face_or_none_ends_the_attempt()
    {
        var other = await StartAsync();
        var face = new ExpectedFace(other.Order, other.Subject with { Name = PersonName.Read("张示法").Value }, _phone.Thumbprint);
        Assert.Equal((FaceCheckState.Failed, FaceFailure.OtherSubject), Of(await Take.HandleAsync(other.Id, _service.Assert(face, _clock.Now), Holder, Ct)));
        var failed = await StartAsync();
        Assert.Equal((FaceCheckState.Failed, FaceFailure.NotPassed), Of(await Take.HandleAsync(failed.Id, Sign(failed, txn: "txn-2", result: "failed"), Holder, Ct)));
        // A pass that is found afterwards comes too late.
        Assert.Equal(FaceErrors.Over, (await Take.HandleAsync(failed.Id, Sign(failed, txn: "txn-3"), Holder, Ct)).Code);
        Assert.Empty(_store.Proven);
    }

    [Fact]
    public async Task A_lost_answer_is_given_again_for_the_same_result_alone()
    {
        var check = await StartAsync();
        var assertion = Sign(check);
        for (var again = 0; again < 2; again++)
            Assert.Equal(FaceCheckState.Passed, (await Take.HandleAsync(check.Id, assertion, Holder, Ct)).Value.State);
        Assert.Equal(FaceErrors.Over, (await Take.HandleAsync(check.Id, Sign(check, txn: "txn-2"), Holder, Ct)).Code);
        Assert.Single(_store.Proven);
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task After_ten_minutes_or_another_attempt_nothing_is_taken()
    {
        var late = await StartAsync();
        var assertion = Sign(late);
        _clock.Pass(FaceCheck.Window);
        Assert.Equal(FaceErrors.Expired, (await Take.HandleAsync(late.Id, assertion, Holder, Ct)).Code);
        Assert.Equal(FaceErrors.Expired, (await Take.ScanAsync(late.Order, Holder, Ct)).Code);
        var first = await StartAsync();
        await StartAsync();
        Assert.Equal(FaceErrors.Over, (await Take.HandleAsync(first.Id, Sign(first), Holder, Ct)).Code);
        Assert.Empty(_store.Proven);
    }

    [Fact]
    public async Task An_attempt_at_another_channel_is_none_of_the_app_s()
    {
        var check = await StartAsync();
        _store.Rows[check.Id] = check with { Channel = FaceChannels.Alipay };
        Assert.Equal(FaceErrors.Unknown, (await Take.HandleAsync(check.Id, Sign(check), Holder, Ct)).Code);
        Assert.Equal(FaceErrors.Unknown, (await Take.ScanAsync(check.Order, Holder, Ct)).Code);
    }

    private static (FaceCheckState, FaceFailure?) Of(Result<FaceCheck> result) => (result.Value.State, result.Value.Failure);

    private string Sign(FaceCheck check, string? jkt = null, string txn = "txn-1", string result = "passed") =>
        _service.Assert(new ExpectedFace(check.Order, check.Subject, jkt ?? _phone.Thumbprint), _clock.Now, txn, result);

    private async Task<FaceCheck> StartAsync(FaceFlow? flow = null, string? shown = """{"site":"s"}""")
    {
        var start = new StartFaceCheck(_store, new FaceChannels([_channel], _options), _options, _clock);
        var wanted = new FaceCheckWanted(flow ?? StepUp, _sun, FaceChannels.App, FaceNotice.Agree(FaceNotice.Chinese, _clock.Now)) { Shown = shown };
        return (await start.HandleAsync(wanted, RequestOrigin.Unknown, Ct)).Value.Check;
    }
}
