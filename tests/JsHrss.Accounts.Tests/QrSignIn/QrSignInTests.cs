using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.QrSignIn;

/// <summary>扫码登录 by its use cases.</summary>
public sealed class QrSignInTests : IDisposable
{
    private static readonly ShownRequest Shown = new("江苏人社统一身份认证", "网上办事服务大厅", null, "10.1.*.*", "Windows，Edge", "本人和各单位的业务");
    private static readonly RequestOrigin Origin = new("10.1.2.3", 50000, null, "hall");
    private static readonly QrPlace ForSelf = new(QrTab.Person, null, null, "hall");
    private static readonly QrPlace ForUnit = new(QrTab.Unit, null, null, "hall");

    private readonly HandMovedTime _clock = new();
    private readonly InMemoryTickets _store = new();
    private readonly TestAppKey _key = new();
    private readonly OpenTicket _open;
    private readonly ScanTicket _scan;
    private readonly ConfirmTicket _confirm;
    private readonly DenyTicket _deny;
    private readonly RedeemTicket _redeem;
    private readonly UnitStanding _u1 = Sample.Agent(1);
    private readonly UnitStanding _u2 = Sample.Agent(2);
    private PersonStanding _person = Sample.Person();

    public QrSignInTests()
    {
        var options = new QrOptions();
        _open = new OpenTicket(_store, options, _clock);
        _scan = new ScanTicket(_store, _store, _store, new InMemoryRegister().Finder(_clock), options, _clock);
        _confirm = new ConfirmTicket(_store, _store, _store, new InMemoryRegister().Finder(_clock), options, _clock);
        _deny = new DenyTicket(_store, options, _clock);
        _redeem = new RedeemTicket(_store, _store, _store, _clock);
        Live(_person);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AppHolder Holder => new(_person.Id, _key.Thumbprint, Origin);

    public void Dispose() => _key.Dispose();

    [Fact]
    [Trait("Case", "QR-02")]
    public async Task A_code_is_scanned_confirmed_and_redeemed_once()
    {
        var shown = await OpenAsync(ForSelf);
        var request = (await ScanAsync(shown)).Value;
        Assert.Contains("\"pairing\":\"" + shown.Ticket.PairingText, request.Ticket.ShownText, StringComparison.Ordinal);
        Assert.All(new[] { "江苏人社统一身份认证", "网上办事服务大厅", "10.1.*.*", "Windows，Edge", "本人和各单位的业务", "\"as\":\"person\"", "2026-03-10T10:00:00+08:00" }, part => Assert.Contains(part, request.Ticket.ShownText, StringComparison.Ordinal));
        Assert.Null(await RedeemAsync(shown, ForSelf)); // a scan completes nothing
        Assert.Null(await ConfirmAsync(request, "self"));

        var proven = Assert.IsType<SignInOutcome.Proven>(await RedeemAsync(shown, ForSelf));
        Assert.Equal((_person.Id, ProofMethod.AppQr, null), (proven.Person, proven.Proof.Method, proven.Proof.AppKey));
        Assert.Null(await RedeemAsync(shown, ForSelf));
        Assert.Equal([FactCodes.QrScanned, FactCodes.QrConfirmed, FactCodes.SignIn], _store.Facts.Select(fact => fact.Code));
        Assert.Equal(request.Ticket.ShownText, _store.Facts[1].Detail["shown"]);
        Assert.True(ApprovalJws.IsOf(_store.Facts[1].Detail["approval"], new Approval(shown.Ticket.Id.ToString(), request.Ticket.ShownText, "self", _key.Thumbprint), _clock.Now));
    }

    [Fact]
    [Trait("Case", "QR-06")]
    public async Task A_signature_that_is_refused_leaves_a_fact_and_moves_nothing()
    {
        var request = (await ScanAsync(await OpenAsync(ForSelf))).Value;
        var overAnotherText = _key.Approve(request.Ticket.Id.ToString(), request.Ticket.ShownText + " ", "self", _clock.Now);
        Assert.Equal(QrErrors.SignatureInvalid, (await _confirm.HandleAsync(new QrConfirmation(request.Ticket.Id, "self", overAnotherText), Holder, Ct))!.Code);
        var fact = _store.Facts[^1];
        Assert.Equal((FactCodes.QrConfirmed, AuditResult.Refused, QrErrors.SignatureInvalid, _person.Id), (fact.Code, fact.Result, fact.Reason, fact.Subject));
        Assert.Null(await ConfirmAsync(request, "self"));
    }

    [Theory]
    [Trait("Case", "QR-03")]
    [InlineData(60)]
    [InlineData(3600)]
    public async Task After_sixty_seconds_nobody_scans_a_code(int seconds)
    {
        var shown = await OpenAsync(ForSelf);
        _clock.Pass(TimeSpan.FromSeconds(seconds));
        Assert.Equal(QrErrors.Expired, (await ScanAsync(shown)).Code);
    }

    [Fact]
    public async Task After_the_scan_and_after_the_confirmation_there_is_time_but_not_for_ever()
    {
        var shown = await OpenAsync(ForSelf);
        _clock.Pass(TimeSpan.FromSeconds(59));
        var request = (await ScanAsync(shown)).Value;
        _clock.Pass(TimeSpan.FromSeconds(59));
        Assert.Null(await ConfirmAsync(request, "self"));
        _clock.Pass(TimeSpan.FromSeconds(30));
        Assert.Null(await RedeemAsync(shown, ForSelf));

        var second = await OpenAsync(ForSelf);
        var late = (await ScanAsync(second)).Value;
        _clock.Pass(TimeSpan.FromSeconds(60));
        Assert.Equal(QrErrors.RequestOver, (await ConfirmAsync(late, "self"))!.Code);
    }

    [Fact]
    [Trait("Case", "QR-03")]
    [Trait("Case", "QR-06")]
    public async Task A_second_phone_and_a_second_key_of_the_same_person_meet_a_taken_code()
    {
        var shown = await OpenAsync(ForSelf);
        var request = (await ScanAsync(shown)).Value;
        Assert.True((await ScanAsync(shown)).IsOk); // the same phone asks again
        var other = Sample.Person();
        Live(other);
        using var otherKey = new TestAppKey();
        foreach (var holder in new[] { new AppHolder(other.Id, _key.Thumbprint, Origin), new AppHolder(_person.Id, otherKey.Thumbprint, Origin) })
        {
            Assert.Equal(QrErrors.Taken, (await _scan.HandleAsync(shown.Browser.ScanText, holder, Ct)).Code);
            var signature = otherKey.Approve(request.Ticket.Id.ToString(), request.Ticket.ShownText, "self", _clock.Now);
            Assert.Equal(QrErrors.RequestUnknown, (await _confirm.HandleAsync(new QrConfirmation(request.Ticket.Id, "self", signature), holder, Ct))!.Code);
            Assert.Equal(QrErrors.RequestUnknown, (await _deny.HandleAsync(request.Ticket.Id, true, holder, Ct))!.Code);
            Assert.Null(await _scan.FindAsync(request.Ticket.Id, holder, Ct));
            Assert.Empty(await _scan.WaitingAsync(holder, Ct));
        }

        Assert.Single(await _scan.WaitingAsync(Holder, Ct));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_code_of_ours_is_unknown(string? code) => Assert.Equal(QrErrors.Unknown, (await _scan.HandleAsync(code, Holder, Ct)).Code);

    [Fact]
    [Trait("Case", "QR-01")]
    public async Task A_code_with_another_secret_is_unknown_and_tells_nothing_of_the_cookie()
    {
        var shown = await OpenAsync(ForSelf);
        var forged = QrBrowserHandle.Mint(_clock.Now).ScanText;
        Assert.Equal(QrErrors.Unknown, (await _scan.HandleAsync(forged, Holder, Ct)).Code);
        Assert.DoesNotContain(shown.Browser.ScanText[22..], shown.Browser.Text, StringComparison.Ordinal);
        Assert.Null(await _open.CurrentAsync(shown.Browser.ScanText, Ct));
    }

    [Fact]
    [Trait("Case", "QR-12")]
    public async Task A_code_for_oneself_opens_no_unit_and_one_for_units_not_oneself()
    {
        await EnrolAsync();
        var self = (await ScanAsync(await OpenAsync(ForSelf))).Value;
        Assert.Equal([SessionContext.Self], self.Contexts.Select(one => one.Context));
        Assert.Equal(QrErrors.ContextRefused, (await ConfirmAsync(self, _u1.Membership.ToString()))!.Code);
        var unit = (await ScanAsync(await OpenAsync(ForUnit))).Value;
        Assert.Equal([_u1.Context, _u2.Context], unit.Contexts.Select(one => one.Context));
        Assert.Equal(QrErrors.ContextRefused, (await ConfirmAsync(unit, "self"))!.Code);
        Assert.Equal(QrErrors.ContextRefused, (await ConfirmAsync(unit, MembershipId.New(_clock.Now).ToString()))!.Code);
        Assert.Equal(QrErrors.ContextRefused, (await ConfirmAsync(unit, "x"))!.Code);
    }

    [Fact]
    [Trait("Case", "QR-12")]
    public async Task The_phone_chooses_the_unit_and_a_hint_only_narrows()
    {
        await EnrolAsync();
        var shown = await OpenAsync(ForUnit);
        Assert.Null(await ConfirmAsync((await ScanAsync(shown)).Value, _u2.Membership.ToString()));
        var proven = Assert.IsType<SignInOutcome.Proven>(await RedeemAsync(shown, ForUnit));
        Assert.Equal((_u2.Membership, _u2.Unit), (proven.Proof.Membership, proven.Proof.Unit));
        Assert.NotNull(proven.Proof.AppKey);

        var hinted = ForUnit with { UnitHint = _u1.UnitNumber.Value };
        var narrowed = (await ScanAsync(await OpenAsync(hinted))).Value;
        Assert.Equal([_u1.Context], narrowed.Contexts.Select(one => one.Context));
        Assert.Equal(QrErrors.ContextRefused, (await ConfirmAsync(narrowed, _u2.Membership.ToString()))!.Code);
        Assert.Empty((await ScanAsync(await OpenAsync(ForUnit with { UnitHint = "nothing of ours" }))).Value.Contexts);
    }

    [Fact]
    public async Task A_key_that_is_not_enrolled_and_an_account_below_real_person_open_no_unit()
    {
        var request = (await ScanAsync(await OpenAsync(ForUnit))).Value;
        Assert.All(request.Contexts, one => Assert.Equal(QrErrors.KeyNotEnrolled, one.Refused));
        Assert.Equal(QrErrors.KeyNotEnrolled, (await ConfirmAsync(request, _u1.Membership.ToString()))!.Code);
        await EnrolAsync();
        Live(_person with { Level = AssuranceLevel.RealName });
        Assert.Equal(QrErrors.LevelTooLow, (await ConfirmAsync(request, _u1.Membership.ToString()))!.Code);
    }

    [Fact]
    [Trait("Case", "UN-03")]
    public async Task A_mandate_that_is_over_cannot_be_chosen_and_says_why()
    {
        await EnrolAsync();
        var over = Sample.Agent(3, Sample.Mandate(-30, -1));
        _store.Persons[_person.Id] = new MembershipsOfPerson(_person, [over]);
        var request = (await ScanAsync(await OpenAsync(ForUnit))).Value;
        Assert.Equal(AuthorityReasons.Ended, request.Contexts[0].Refused);
        Assert.Equal(new QrRefusal(QrErrors.ContextRefused, AuthorityReasons.Ended), await ConfirmAsync(request, over.Membership.ToString()));
    }

    [Fact]
    public async Task What_changed_since_the_confirmation_is_seen_at_the_redemption()
    {
        await EnrolAsync();
        var shown = await OpenAsync(ForUnit);
        Assert.Null(await ConfirmAsync((await ScanAsync(shown)).Value, _u1.Membership.ToString()));
        Live(_person with { FrozenAt = _clock.Now });
        Assert.Equal(new SignInOutcome.NotServed(AuthorityReasons.Frozen), await RedeemAsync(shown, ForUnit));
        Live(_person with { FrozenAt = null });
        Assert.Null(await RedeemAsync(shown, ForUnit)); // over for good
        Assert.Equal((AuditResult.Refused, AuthorityReasons.Frozen), (_store.Facts[^1].Result, _store.Facts[^1].Reason));

        var second = await OpenAsync(ForUnit);
        Assert.Null(await ConfirmAsync((await ScanAsync(second)).Value, _u1.Membership.ToString()));
        _store.Keys.Clear();
        Assert.Equal(new SignInOutcome.NotServed(QrErrors.KeyNotEnrolled), await RedeemAsync(second, ForUnit));
    }

    [Fact]
    [Trait("Case", "QR-05")]
    public async Task What_is_confirmed_for_one_browser_and_request_completes_no_other()
    {
        var place = ForSelf with { Interaction = OpenTicket.InteractionOf("int_a") };
        var shown = await OpenAsync(place);
        Assert.Null(await ConfirmAsync((await ScanAsync(shown)).Value, "self"));
        Assert.Null(await _redeem.HandleAsync(place, QrBrowserHandle.Mint(_clock.Now).Text, null, Origin, Ct));
        Assert.Null(await _redeem.HandleAsync(place, null, null, Origin, Ct));
        Assert.Null(await RedeemAsync(shown, place with { Interaction = OpenTicket.InteractionOf("int_b") }));
        Assert.Null(await RedeemAsync(shown, place with { Tab = QrTab.Unit }));
        Assert.IsType<SignInOutcome.Proven>(await RedeemAsync(shown, place));
    }

    [Theory]
    [InlineData(true, "changed_mind")]
    [InlineData(false, "not_me")]
    public async Task A_denied_code_is_over_and_the_fact_says_why(bool isMine, string reason)
    {
        var shown = await OpenAsync(ForSelf);
        var request = (await ScanAsync(shown)).Value;
        Assert.Null(await _deny.HandleAsync(request.Ticket.Id, isMine, Holder, Ct));
        Assert.Equal(QrErrors.RequestOver, (await ConfirmAsync(request, "self"))!.Code);
        Assert.Equal(QrErrors.RequestOver, (await _deny.HandleAsync(request.Ticket.Id, isMine, Holder, Ct))!.Code);
        Assert.Null(await RedeemAsync(shown, ForSelf));
        Assert.Equal((FactCodes.QrDenied, reason), (_store.Facts[^1].Code, _store.Facts[^1].Reason));
    }

    [Fact]
    public async Task A_new_code_kills_the_former_at_once()
    {
        var former = await OpenAsync(ForSelf);
        var next = (await _open.HandleAsync(ForSelf, Shown, former.Browser.Text, Origin, Ct))!;
        Assert.Equal(QrErrors.Expired, (await ScanAsync(former)).Code);
        Assert.True((await ScanAsync(next)).IsOk);
    }

    [Fact]
    [Trait("Case", "QR-13")]
    public async Task Too_many_scans_are_said_to_be() 
    {
        _store.Admission = ScanAdmission.TooMany;
        Assert.Equal(QrErrors.TooMany, (await ScanAsync(await OpenAsync(ForSelf))).Code);
    }

    [Fact]
    [Trait("Case", "QR-15")]
    public async Task Only_a_check_that_was_passed_for_this_key_enrols_it()
    {
        var enrol = new EnrolAppKey(_store, _clock);
        var good = FaceOf(_person, _key);
        using var other = new TestAppKey();
        foreach (var bad in new[] { good with { Person = PersonId.New() }, good with { Thumbprint = other.Thumbprint }, good with { Flow = EnrolAppKey.FlowOf(other.Thumbprint) }, good with { Flow = new FaceFlow(FacePurpose.StepUp, _key.Thumbprint) } })
        {
            _store.Passed.Clear();
            _store.Passed.Add(bad);
            Assert.Equal(AppKeyErrors.EvidenceRefused, (await enrol.HandleAsync(_person, _key.Thumbprint, good.Id, Origin, Ct)).Code);
        }

        _store.Passed.Add(good);
        Assert.Equal(AppKeyErrors.NoKey, (await enrol.HandleAsync(_person, "x", good.Id, Origin, Ct)).Code);
        // A registered person's face raises nothing (R26): it must not enrol a key either.
        foreach (var level in new[] { AssuranceLevel.Registered, AssuranceLevel.RealName })
            Assert.Equal(AuthorityReasons.LevelTooLow, (await enrol.HandleAsync(_person with { Level = level }, _key.Thumbprint, good.Id, Origin, Ct)).Code);
        Assert.True((await enrol.HandleAsync(_person, _key.Thumbprint, good.Id, Origin, Ct)).IsOk);
        Assert.Equal(AppKeyErrors.EvidenceRefused, (await enrol.HandleAsync(_person, _key.Thumbprint, good.Id, Origin, Ct)).Code);
        Assert.Equal(FactCodes.AppKeyEnrolled, Assert.Single(_store.Facts).Code);
    }

    private void Live(PersonStanding person)
    {
        _store.Persons[person.Id] = new MembershipsOfPerson(person, [_u2, _u1]);
        if (person.Id == _person.Id)
            _person = person;
    }

    private SpentFaceCheck FaceOf(PersonStanding person, TestAppKey key) => new(FaceCheckId.New(_clock.Now), EnrolAppKey.FlowOf(key.Thumbprint), person.Id, key.Thumbprint, _clock.Now);

    private async Task EnrolAsync()
    {
        var face = FaceOf(_person, _key);
        _store.Passed.Add(face);
        Assert.True((await new EnrolAppKey(_store, _clock).HandleAsync(_person, _key.Thumbprint, face.Id, Origin, Ct)).IsOk);
    }

    private async Task<QrShown> OpenAsync(QrPlace place) => (await _open.HandleAsync(place, Shown, null, Origin, Ct))!;

    private async Task<Result<QrRequest>> ScanAsync(QrShown shown) => await _scan.HandleAsync(shown.Browser.ScanText, Holder, Ct);

    private async Task<QrRefusal?> ConfirmAsync(QrRequest request, string context) => await _confirm.HandleAsync(
        new QrConfirmation(request.Ticket.Id, context, _key.Approve(request.Ticket.Id.ToString(), request.Ticket.ShownText, context, _clock.Now)), Holder, Ct);

    private async Task<SignInOutcome?> RedeemAsync(QrShown shown, QrPlace place) => await _redeem.HandleAsync(place, shown.Browser.Text, null, Origin, Ct);
}
