using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Representatives;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Representatives;

/// <summary>「法定代表人可使用“扫码登录”进行单位登录」 by the register alone (C38).</summary>
public sealed class RepresentationTests : IDisposable
{
    private static readonly RequestOrigin Origin = new("10.1.2.3", 50000, null, "hall");
    private static readonly QrPlace ForUnit = new(QrTab.Unit, null, null, "hall");
    private static readonly PersonName Name = PersonName.Read("王示办").Value;

    private readonly HandMovedTime _clock = new();
    private readonly InMemoryTickets _store = new();
    private readonly InMemoryRegister _register = new();
    private readonly TestAppKey _key = new();
    private readonly OpenTicket _open;
    private readonly ScanTicket _scan;
    private readonly ConfirmTicket _confirm;
    private readonly Unit _unit;
    private PersonStanding _person = Sample.Person();

    public RepresentationTests()
    {
        var options = new QrOptions();
        var finder = _register.Finder(_clock);
        _open = new OpenTicket(_store, options, _clock);
        _scan = new ScanTicket(_store, _store, _store, finder, options, _clock);
        _confirm = new ConfirmTicket(_store, _store, _store, finder, options, _clock);
        _unit = UnitOf("91320100MA0000015Q", "13150820");
        _register.Here.Add(new RepresentableUnit(_unit, null));
        _register.Registered.Add(Registered(_unit));
        _store.Keys.Add(new AppKey(AppKeyId.New(_clock.Now), _person.Id, _key.Thumbprint, _clock.Now, FaceCheckId.New(_clock.Now)));
        _store.Make = Make;
        Live(_person);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _key.Dispose();

    [Fact]
    [Trait("Case", "QR-12")]
    public async Task Whom_the_register_names_is_offered_the_unit_and_confirming_makes_the_membership_it_signs_in_to()
    {
        var (shown, request) = await ScanAsync();
        Assert.Equal((_unit.Id, null), (Assert.Single(request.Represented).Unit.Id, request.Represented[0].Refused));
        Assert.Empty(request.Contexts);
        Assert.Null(await ConfirmAsync(request, _unit.Id.ToString()));

        var redeem = new RedeemTicket(_store, _store, _store, _clock);
        var proven = Assert.IsType<SignInOutcome.Proven>(await redeem.HandleAsync(ForUnit, shown.Browser.Text, null, Origin, Ct));
        Assert.Equal(_unit.Id, proven.Proof.Unit);
        var membership = Assert.Single(_store.Persons[_person.Id].Units);
        Assert.Equal((proven.Proof.Membership, UnitRole.LegalRepresentative, MembershipLink.Registry), (membership.Membership, membership.Role, membership.Link));
        Assert.Equal([FactCodes.QrScanned, FactCodes.QrConfirmed, FactCodes.MembershipRepresented, FactCodes.SignIn], _store.Facts.Select(fact => fact.Code));
        Assert.All(_store.Facts.Skip(1), fact => Assert.Equal((_unit.Id, membership.Membership), (fact.Unit!.Value, fact.Membership!.Value)));

        // From then on it is an ordinary membership, and offered once.
        var again = (await ScanAsync()).Request;
        Assert.Equal(membership.Membership, Assert.Single(again.Contexts).Context.Membership);
        Assert.Empty(again.Represented);
    }

    [Theory]
    [InlineData("王示班", IdDocumentType.ResidentIdentityCard, "32010019851231123X", true)]
    [InlineData("王示办", IdDocumentType.ResidentIdentityCard, "320100199001010018", true)]
    [InlineData("王示办", IdDocumentType.ForeignPassport, "32010019851231123X", true)]
    [InlineData("王示办", IdDocumentType.ResidentIdentityCard, "32010019851231123X", false)]
    public async Task Name_and_document_must_both_be_the_persons_and_the_unit_must_stand_in_the_register(string name, IdDocumentType type, string number, bool isActive)
    {
        _register.Registered[0] = new RegisteredUnit(_unit.CreditCode!, _unit.Name, isActive, PersonName.Read(name).Value, type, number);
        var request = (await ScanAsync()).Request;
        Assert.Empty(request.Represented);
        Assert.Equal(new QrRefusal(QrErrors.ContextRefused, RepresentativeErrors.NotNamed), await ConfirmAsync(request, _unit.Id.ToString()));
        Assert.Empty(_store.Persons[_person.Id].Units);
    }

    [Fact]
    public async Task A_unit_that_does_not_exist_here_is_not_offered_and_one_that_is_closed_says_so()
    {
        _register.Here[0] = _register.Here[0] with { Unit = _unit with { Status = UnitStatus.Suspended } };
        _register.Registered.Add(Registered(UnitOf("91320500MA00000A93", "13159999")));
        var request = (await ScanAsync()).Request;
        Assert.Equal(AuthorityReasons.UnitInactive, Assert.Single(request.Represented).Refused);
        Assert.Equal(new QrRefusal(QrErrors.ContextRefused, AuthorityReasons.UnitInactive), await ConfirmAsync(request, _unit.Id.ToString()));
    }

    [Fact]
    [Trait("Case", "AS-10")]
    public async Task The_register_is_not_asked_for_a_key_or_a_level_that_represents_nobody_and_never_without_end()
    {
        var request = (await ScanAsync()).Request;
        var (asked, person) = (_register.Asked, _person);
        var keys = _store.Keys.ToArray();
        _store.Keys.Clear();
        Assert.Equal(new QrRefusal(QrErrors.KeyNotEnrolled), await ConfirmAsync(request, _unit.Id.ToString()));
        _store.Keys.AddRange(keys);
        Live(_person with { Level = AssuranceLevel.RealName });
        Assert.Equal(new QrRefusal(QrErrors.LevelTooLow), await ConfirmAsync(request, _unit.Id.ToString()));
        Live(person);
        Assert.Equal(asked, _register.Asked);

        _register.Registered.Clear();
        for (var i = 0; i < new QrOptions().RegisterPerPhone; i++)
            Assert.Equal(new QrRefusal(QrErrors.ContextRefused, RepresentativeErrors.NotNamed), await ConfirmAsync(request, _unit.Id.ToString()));
        asked = _register.Asked;
        Assert.Equal(new QrRefusal(QrErrors.TooMany), await ConfirmAsync(request, _unit.Id.ToString()));
        Assert.Equal(asked, _register.Asked);
    }

    [Fact]
    [Trait("Spec", "R145")]
    public async Task A_new_representative_acts_for_the_unit_from_the_day_on_which_the_register_names_them()
    {
        // The change was filed with the registration authority; its register still names the one before, who represents nobody here any more.
        var change = _register.Registered[0];
        _register.Registered[0] = change with { Representative = PersonName.Read("金示旧").Value, DocumentNumber = "320100199001010018" };
        var request = (await ScanAsync()).Request;
        Assert.Equal((0, 0, false), (request.Contexts.Length, request.Represented.Length, request.IsRegisterSilent));
        Assert.Equal(new QrRefusal(QrErrors.ContextRefused, RepresentativeErrors.NotNamed), await ConfirmAsync(request, _unit.Id.ToString()));
        Assert.Empty(_store.Persons[_person.Id].Units);

        _clock.Pass(TimeSpan.FromDays(5));
        _register.Registered[0] = change;
        request = (await ScanAsync()).Request;
        Assert.Equal((_unit.Id, null), (Assert.Single(request.Represented).Unit.Id, request.Represented[0].Refused));
        Assert.Null(await ConfirmAsync(request, _unit.Id.ToString()));
        Assert.Equal((UnitRole.LegalRepresentative, MembershipLink.Registry), (_store.Persons[_person.Id].Units[0].Role, _store.Persons[_person.Id].Units[0].Link));
    }

    [Fact]
    [Trait("Spec", "R145")]
    public async Task Where_somebody_else_represents_the_unit_here_a_scan_displaces_nobody()
    {
        _register.Here[0] = _register.Here[0] with { Representative = PersonId.New() };
        var request = (await ScanAsync()).Request;
        Assert.Equal(RepresentativeErrors.Stands, Assert.Single(request.Represented).Refused);
        Assert.Equal(new QrRefusal(QrErrors.ContextRefused, RepresentativeErrors.Stands), await ConfirmAsync(request, _unit.Id.ToString()));

        // The other one came between look and statement.
        _register.Here[0] = _register.Here[0] with { Representative = null };
        _store.Make = _ => false;
        Assert.Equal(new QrRefusal(QrErrors.ContextRefused, RepresentativeErrors.Stands), await ConfirmAsync(request, _unit.Id.ToString()));
    }

    [Fact]
    [Trait("Case", "AS-10")]
    public async Task Below_real_person_and_without_an_enrolled_key_nobody_comes_to_represent_a_unit()
    {
        var (_, request) = await ScanAsync();
        Live(_person with { Level = AssuranceLevel.RealName });
        Assert.Equal(AuthorityReasons.LevelTooLow, Assert.Single((await ScanAsync()).Request.Represented).Refused);
        Assert.Equal(new QrRefusal(QrErrors.LevelTooLow), await ConfirmAsync(request, _unit.Id.ToString()));
        Live(_person with { Level = AssuranceLevel.RealPerson });
        _store.Keys.Clear();
        Assert.Equal(QrErrors.KeyNotEnrolled, Assert.Single((await ScanAsync()).Request.Represented).Refused);
        Assert.Equal(new QrRefusal(QrErrors.KeyNotEnrolled), await ConfirmAsync(request, _unit.Id.ToString()));

        foreach (var closed in new[] { _person with { Level = AssuranceLevel.Registered }, _person with { FrozenAt = _clock.Now } })
        {
            var asked = _register.Asked;
            _clock.Pass(TimeSpan.FromMinutes(2));
            Live(closed);
            Assert.Empty((await ScanAsync()).Request.Represented);
            Assert.Equal(asked, _register.Asked);
        }
    }

    [Fact]
    [Trait("Spec", "R147")]
    public async Task Who_is_only_invited_into_the_unit_is_offered_it_and_comes_to_represent_it()
    {
        _store.Persons[_person.Id] = new MembershipsOfPerson(_person, [Sample.Agent() with { Unit = _unit.Id, Status = MemberStatus.AwaitingConfirmation }]);
        var request = (await ScanAsync()).Request;
        Assert.Equal((_unit.Id, null), (Assert.Single(request.Represented).Unit.Id, request.Represented[0].Refused));
        Assert.Null(await ConfirmAsync(request, _unit.Id.ToString()));
        Assert.Equal(UnitRole.LegalRepresentative, Assert.Single(_store.Persons[_person.Id].Units).Role);
    }

    [Fact]
    public async Task Whoever_has_another_part_in_the_unit_acts_as_that()
    {
        var agent = Sample.Agent() with { Unit = _unit.Id };
        _store.Persons[_person.Id] = new MembershipsOfPerson(_person, [agent]);
        var request = (await ScanAsync()).Request;
        Assert.Equal((agent.Membership, 0), (Assert.Single(request.Contexts).Context.Membership, request.Represented.Length));
        Assert.NotNull(await ConfirmAsync(request, _unit.Id.ToString()));
    }

    [Fact]
    [Trait("Case", "QR-12")]
    public async Task A_hint_narrows_the_register_too_and_a_code_for_oneself_offers_none()
    {
        Assert.Single((await ScanAsync(ForUnit with { UnitHint = "13150820" })).Request.Represented);
        var other = (await ScanAsync(ForUnit with { UnitHint = "13150819" })).Request;
        Assert.Empty(other.Represented);
        Assert.Equal(QrErrors.ContextRefused, (await ConfirmAsync(other, _unit.Id.ToString()))!.Code);
        var asked = _register.Asked;
        var self = (await ScanAsync(ForUnit with { Tab = QrTab.Person })).Request;
        Assert.Empty(self.Represented);
        Assert.Equal(asked, _register.Asked);
        Assert.Equal(QrErrors.ContextRefused, (await ConfirmAsync(self, _unit.Id.ToString()))!.Code);
    }

    [Fact]
    [Trait("Case", "FT-14")]
    public async Task A_silent_register_costs_its_own_lines_alone_and_makes_nobody_a_representative()
    {
        var agent = Sample.Agent(2);
        _store.Persons[_person.Id] = new MembershipsOfPerson(_person, [agent]);
        _register.IsSilent = true;
        var request = (await ScanAsync()).Request;
        Assert.True(request.IsRegisterSilent);
        Assert.Equal((1, 0), (request.Contexts.Length, request.Represented.Length));
        Assert.Equal(new QrRefusal(RepresentativeErrors.RegisterUnavailable), await ConfirmAsync(request, _unit.Id.ToString()));
        Assert.Null(await ConfirmAsync(request, agent.Membership.ToString()));
    }

    [Fact]
    public async Task What_was_said_a_moment_ago_serves_for_showing_and_never_for_confirming()
    {
        var (_, request) = await ScanAsync();
        var holder = new AppHolder(_person.Id, _key.Thumbprint, Origin);
        await _scan.FindAsync(request.Ticket.Id, holder, Ct);
        await _scan.WaitingAsync(holder, Ct);
        Assert.Equal(1, _register.Asked);
        // Meanwhile the register names somebody else.
        _register.Registered.Clear();
        Assert.Equal(new QrRefusal(QrErrors.ContextRefused, RepresentativeErrors.NotNamed), await ConfirmAsync(request, _unit.Id.ToString()));
        Assert.Equal(2, _register.Asked);
    }

    [Fact]
    [Trait("Case", "QR-06")]
    public async Task Without_the_keys_signature_over_this_unit_not_even_the_register_is_asked()
    {
        var (_, request) = await ScanAsync();
        var holder = new AppHolder(_person.Id, _key.Thumbprint, Origin);
        var overAnother = _key.Approve(request.Ticket.Id.ToString(), request.Ticket.ShownText, UnitId.New(_clock.Now).ToString(), _clock.Now);
        foreach (var bad in new[] { null, "x", overAnother })
            Assert.Equal(QrErrors.SignatureInvalid, (await _confirm.HandleAsync(new QrConfirmation(request.Ticket.Id, _unit.Id.ToString(), bad), holder, Ct))!.Code);
        Assert.Equal(1, _register.Asked);
    }

    private static RegisteredUnit Registered(Unit unit) => new(unit.CreditCode!, unit.Name, true, Name, IdDocumentType.ResidentIdentityCard, "32010019851231123X");

    private Unit UnitOf(string code, string number) => new()
    {
        Id = UnitId.New(_clock.Now),
        CreditCode = UnifiedSocialCreditCode.Read(code).Value,
        Number = UnitNumber.Read(number).Value,
        Name = "样本制造有限公司",
        Type = UnitType.Enterprise,
        CreatedAt = _clock.Now,
    };

    private bool Make(UnitMember member)
    {
        _store.Persons[_person.Id] = new MembershipsOfPerson(_person, [Sample.LegalRepresentative() with { Unit = member.Unit, Membership = member.Id, Link = member.Link }]);
        return true;
    }

    private void Live(PersonStanding person)
    {
        _person = person;
        _store.Persons[person.Id] = new MembershipsOfPerson(person, []);
    }

    private async Task<(QrShown Shown, QrRequest Request)> ScanAsync(QrPlace? place = null)
    {
        var shown = (await _open.HandleAsync(place ?? ForUnit, new ShownRequest("江苏人社统一身份认证", "网上办事服务大厅", null, "10.1.*.*", "Windows，Edge", "本次只打开所选的身份"), null, Origin, Ct))!;
        return (shown, (await _scan.HandleAsync(shown.Browser.ScanText, new AppHolder(_person.Id, _key.Thumbprint, Origin), Ct)).Value);
    }

    private async Task<QrRefusal?> ConfirmAsync(QrRequest request, string context) => await _confirm.HandleAsync(
        new QrConfirmation(request.Ticket.Id, context, _key.Approve(request.Ticket.Id.ToString(), request.Ticket.ShownText, context, _clock.Now)),
        new AppHolder(_person.Id, _key.Thumbprint, Origin),
        Ct);
}
