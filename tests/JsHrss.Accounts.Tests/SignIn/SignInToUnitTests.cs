using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.People;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.SignIn;

public sealed class SignInToUnitTests : IDisposable
{
    private const string Right = "Unit-2026!";

    private readonly HandMovedTime _clock = new();
    private readonly InMemoryHall _hall = new();
    private readonly InMemoryCredentials _credentials = new();
    private readonly BoundedPasswordHasher _hasher = new(new PasswordOptions { Iterations = 10 });
    private readonly PersonStanding _person = Sample.Person();

    public void Dispose() => _hasher.Dispose();

    private UnitAccount Add(UnitStanding unit, string password = Right, PersonStanding? person = null)
    {
        var account = new UnitAccount(person ?? _person, unit, InMemoryHall.Password(_credentials, password));
        _hall.Members.Add(account);
        return account;
    }

    private Task<SignInOutcome> SignIn(string? unit, string? account, string? password, UnitCodeKind? unitKind = null, AccountKind? kind = null, IPasswordHasher? hasher = null) =>
        new SignInToUnit(_hall, _credentials, new InMemoryAttempts(), hasher ?? _hasher, new LockoutOptions(), InMemoryAttempts.NoLimits, _clock)
            .HandleAsync(new UnitSignIn(unit, account, password, unitKind, kind, RequestOrigin.Unknown), TestContext.Current.CancellationToken).AsTask();

    private static UnitStanding Unit(int number = 1) => Sample.Agent(number);

    [Theory]
    [Trait("Spec", "R107")]
    [InlineData("code", "13000000003")]
    [InlineData("code", "32010019851231123x")]
    [InlineData("13150001", "13000000003")]
    [InlineData(" 1315 0001", "+8613000000003")]
    public async Task The_triple_proves_one_membership(string unit, string account)
    {
        var member = Add(Unit());
        var proven = Assert.IsType<SignInOutcome.Proven>(await SignIn(unit == "code" ? member.Unit.CreditCode!.Value.ToUpperInvariant() : unit, account, Right));
        Assert.Equal(_person.Id, proven.Person);
        Assert.Equal(new Proof(ProofMethod.MembershipPassword, _clock.Now, member.Unit.Membership, member.Unit.Unit, member.Password!.Id), proven.Proof);
        var fact = Assert.Single(_credentials.Facts);
        Assert.Equal((member.Unit.Unit, member.Unit.Membership, member.Unit.Mandate!.Id), (fact.Unit!.Value, fact.Membership!.Value, fact.Mandate!.Value));
    }

    [Fact]
    [Trait("Case", "RC-04")]
    public async Task A_password_that_is_reset_while_it_is_compared_is_a_wrong_one_and_stays_counted()
    {
        var id = Add(Unit()).Password!.Id;
        Assert.Equal(new SignInOutcome.WrongAccountOrPassword(5, false), await SignIn("13150001", "13000000003", Right, hasher: new ResetMeanwhile(_hasher, Reset)));
        Assert.Equal(1, _credentials.LockOf(id).Failures);
        var fact = Assert.Single(_credentials.Facts);
        Assert.Equal((AuditResult.Refused, SignInErrors.WrongPassword), (fact.Result, fact.Reason));

        void Reset() => _credentials.Add(id, PasswordHash.Of("Another-26!", 10), _credentials.LockOf(id));
    }

    [Fact]
    [Trait("Case", "UN-18")]
    public async Task The_unit_of_one_and_the_person_of_another_answer_like_a_wrong_password()
    {
        Add(Unit(1));
        Add(Unit(2), person: Sample.Person(document: Sample.Document("320100199001010026"), phone: "13000000002"));
        var expected = new SignInOutcome.WrongAccountOrPassword(5, false);
        Assert.Equal(expected, await SignIn("13150001", "13000000002", Right));
        Assert.Equal(expected, await SignIn("13150099", "13000000003", Right));
        Assert.Equal(expected, await SignIn("13150001", "13999999999", Right));
        Assert.Equal(expected, await SignIn("13150001", "13000000003", "Wrong-2026!"));
        Assert.Equal(4, _credentials.Reserved.Count);
        Assert.Equal(4, _credentials.Settled.Count);
    }

    [Fact]
    public async Task A_password_of_one_unit_is_wrong_in_another()
    {
        Add(Unit(1));
        Add(Unit(2), "Other-2026!");
        Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn("13150002", "13000000003", Right));
        Assert.IsType<SignInOutcome.Proven>(await SignIn("13150002", "13000000003", "Other-2026!"));
    }

    [Fact]
    [Trait("Case", "UN-17")]
    public async Task A_lock_in_one_unit_leaves_the_other_open()
    {
        Add(Unit(1));
        Add(Unit(2), "Other-2026!");
        for (var i = 0; i < 5; i++)
            await SignIn("13150001", "13000000003", "Wrong-2026!");
        Assert.IsType<SignInOutcome.Locked>(await SignIn("13150001", "13000000003", Right));
        Assert.IsType<SignInOutcome.Proven>(await SignIn("13150002", "13000000003", "Other-2026!"));
    }

    [Fact]
    [Trait("Case", "EN-07")]
    public async Task Unit_code_and_unit_number_share_one_counter()
    {
        var member = Add(Unit());
        foreach (var (unit, account) in new[] { ("13150001", "13000000003"), (member.Unit.CreditCode!.Value, "13000000003"), ("13150001", "32010019851231123x"), (member.Unit.CreditCode.Value, "32010019851231123X"), ("１３１５０００１", "+8613000000003") })
            await SignIn(unit, account, "Wrong-2026!");
        Assert.IsType<SignInOutcome.Locked>(await SignIn("13150001", "13000000003", Right));
    }

    [Theory]
    [InlineData(-366, -1, AuthorityReasons.Ended)]
    [InlineData(30, 395, AuthorityReasons.NotStarted)]
    public async Task A_mandate_out_of_its_period_is_told_to_the_right_password_only(int from, int to, string reason)
    {
        Add(Sample.Agent(1, Sample.Mandate(from, to)));
        Assert.Equal(new SignInOutcome.MandateNotCurrent(reason), await SignIn("13150001", "13000000003", Right));
        Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn("13150001", "13000000003", "Wrong-2026!"));
    }

    [Fact]
    public async Task Extending_the_mandate_is_enough_to_come_back()
    {
        var member = Add(Sample.Agent(1, Sample.Mandate(-366, -1)));
        _hall.Members[0] = member with { Unit = member.Unit with { Mandate = Sample.Mandate() } };
        Assert.IsType<SignInOutcome.Proven>(await SignIn("13150001", "13000000003", Right));
    }

    [Fact]
    public async Task Suspended_inactive_and_low_level_are_told_to_the_right_password_only()
    {
        var cases = new (UnitStanding Unit, PersonStanding Person, string Reason)[]
        {
            (Unit() with { SuspendedAt = _clock.Now }, _person, AuthorityReasons.Suspended),
            (Unit() with { UnitStatus = UnitStatus.Ended }, _person, AuthorityReasons.UnitInactive),
            (Unit(), _person with { Level = AssuranceLevel.Registered }, AuthorityReasons.LevelTooLow),
            (Unit(), _person with { FrozenAt = _clock.Now }, AuthorityReasons.Frozen),
            (Unit() with { HoldUntil = _clock.Now.AddHours(1) }, _person, AuthorityReasons.OnHold),
        };
        foreach (var (unit, person, reason) in cases)
        {
            _hall.Members.Clear();
            Add(unit, person: person);
            Assert.Equal(new SignInOutcome.NotServed(reason), await SignIn("13150001", "13000000003", Right));
            Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn("13150001", "13000000003", "Wrong-2026!"));
        }
    }

    [Fact]
    [Trait("Case", "UN-19")]
    public async Task An_institution_is_entered_by_its_number_and_its_unit_by_its_own()
    {
        var unit = Unit();
        Add(Sample.InInstitution(unit), "Inst-2026!");
        Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn("13150001", "13000000003", "Inst-2026!"));
        Assert.IsType<SignInOutcome.Proven>(await SignIn("j0000007", "13000000003", "Inst-2026!"));
    }

    [Fact]
    public async Task A_number_of_a_unit_and_an_institution_leads_to_a_question()
    {
        var unit = Add(Unit(1));
        var institution = Add(Sample.InInstitution(Unit(2), "13150001"), "Inst-2026!");
        var question = Assert.IsType<SignInOutcome.Ambiguous>(await SignIn("13150001", "13000000003", Right));
        Assert.Equal([UnitCodeKind.UnitNumber, UnitCodeKind.InstitutionNumber], question.Units);
        Assert.Empty(question.Accounts);
        Assert.Equal(unit.Unit.Membership, Assert.IsType<SignInOutcome.Proven>(await SignIn("13150001", "13000000003", Right, UnitCodeKind.UnitNumber)).Proof.Membership);
        Assert.Equal(institution.Unit.Membership, Assert.IsType<SignInOutcome.Proven>(await SignIn("13150001", "13000000003", "Inst-2026!", UnitCodeKind.InstitutionNumber)).Proof.Membership);
    }

    [Fact]
    public async Task Two_members_of_one_unit_with_one_number_lead_to_a_question()
    {
        Add(Unit());
        Add(Unit(), person: Sample.Person(document: Sample.Document("13000000003", IdDocumentType.ForeignPassport, "USA"), phone: null));
        var question = Assert.IsType<SignInOutcome.Ambiguous>(await SignIn("13150001", "13000000003", Right));
        Assert.Equal([AccountKind.Phone, AccountKind.Of(IdDocumentType.ForeignPassport)], question.Accounts);
        Assert.Empty(question.Units);
    }

    [Fact]
    [Trait("Case", "EN-02")]
    public async Task An_empty_password_is_refused_before_any_look_up()
    {
        Add(Unit());
        Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn("13150001", "13000000003", ""));
        Assert.Equal(0, _hall.LookUps);
    }
}
