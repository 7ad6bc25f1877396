using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.SignIn;

public sealed class SignInWithPasswordTests : IDisposable
{
    private const string Right = "Demo-2026!";

    private readonly HandMovedTime _clock = new();
    private readonly InMemoryHall _hall = new();
    private readonly InMemoryCredentials _credentials = new();
    private readonly InMemoryAttempts _attempts = new();
    private readonly BoundedPasswordHasher _hasher = new(new PasswordOptions { Iterations = 10 });

    public void Dispose() => _hasher.Dispose();

    private PersonalAccount Add(PersonStanding? person = null, string password = Right, CredentialState state = CredentialState.Normal, DateTimeOffset? expiresAt = null, int iterations = 10)
    {
        var account = new PersonalAccount(person ?? Sample.Person(), InMemoryHall.Password(_credentials, password, state, expiresAt, iterations));
        _hall.Persons.Add(account);
        return account;
    }

    private Task<SignInOutcome> SignIn(string? account, string? password, AccountKind? kind = null, IPasswordHasher? hasher = null) =>
        new SignInWithPassword(_hall, _credentials, _attempts, hasher ?? _hasher, new LockoutOptions(), InMemoryAttempts.NoLimits, _clock)
            .HandleAsync(new PasswordSignIn(account, password, kind, new RequestOrigin("203.0.113.7", 40001, "test", "hall")), TestContext.Current.CancellationToken).AsTask();

    [Theory]
    [Trait("Spec", "R34")]
    [InlineData("32010019851231123X")]
    [InlineData("32010019851231123x")]
    [InlineData("13000000003")]
    [InlineData("+86 130 0000 0003")]
    public async Task Document_and_phone_number_lead_to_the_person(string typed)
    {
        var account = Add();
        var proven = Assert.IsType<SignInOutcome.Proven>(await SignIn(typed, Right));
        Assert.Equal(account.Person.Id, proven.Person);
        Assert.Equal(new Proof(ProofMethod.PersonalPassword, _clock.Now, null, null, account.Password!.Id, "local"), proven.Proof);
        var fact = Assert.Single(_credentials.Facts);
        Assert.Equal((AuditResult.Ok, null, account.Person.Id, "hall", "203.0.113.7"), (fact.Result, fact.Reason, fact.Subject!.Value, fact.Client, fact.Origin.Address));
    }

    [Fact]
    [Trait("Case", "RC-04")]
    public async Task A_password_that_is_reset_while_it_is_compared_is_a_wrong_one_and_stays_counted()
    {
        var id = Add().Password!.Id;
        Assert.Equal(new SignInOutcome.WrongAccountOrPassword(5, false), await SignIn("13000000003", Right, hasher: new ResetMeanwhile(_hasher, Reset)));
        Assert.Equal(1, _credentials.LockOf(id).Failures);
        var fact = Assert.Single(_credentials.Facts);
        Assert.Equal((AuditResult.Refused, SignInErrors.WrongPassword), (fact.Result, fact.Reason));

        void Reset() => _credentials.Add(id, PasswordHash.Of("Another-26!", 10), _credentials.LockOf(id));
    }

    [Fact]
    [Trait("Case", "EN-01")]
    public async Task Unknown_wrong_locked_and_passwordless_accounts_answer_alike()
    {
        Add();
        _hall.Persons.Add(new PersonalAccount(Sample.Person(document: Sample.Document("320800197006150166"), phone: null), null));
        var locked = Add(Sample.Person(document: Sample.Document("320500200002293109"), phone: null));
        for (var i = 0; i < 12; i++)
            await SignIn("320500200002293109", "Wrong-2026!");
        Assert.NotNull(_credentials.LockOf(locked.Password!.Id).LockedUntil);
        var frozen = Sample.Person(document: Sample.Document("320100199001010018"), phone: null) with { FrozenAt = _clock.Now };
        Add(frozen);

        var expected = new SignInOutcome.WrongAccountOrPassword(5, false);
        Assert.Equal(expected, await SignIn("13999999999", Right));
        Assert.Equal(expected, await SignIn("32010019851231123X", "Wrong-2026!"));
        Assert.Equal(expected, await SignIn("320500200002293109", "Wrong-2026!"));
        Assert.Equal(expected, await SignIn("320800197006150166", Right));
        Assert.Equal(expected, await SignIn("320100199001010018", "Wrong-2026!"));
        Assert.Equal(expected, await SignIn("no such thing", Right));
    }

    [Fact]
    [Trait("Case", "EN-01")]
    public async Task Every_account_costs_one_look_up_one_reservation_one_hash_and_one_write()
    {
        Add();
        var hasher = new CountingHasher(_hasher);
        foreach (var account in new[] { "13999999999", "32010019851231123X", "nonsense" })
        {
            var (lookUps, reserved, settled, hashes) = (_hall.LookUps, _credentials.Reserved.Count, _credentials.Settled.Count, hasher.Compared);
            await SignIn(account, "Wrong-2026!", hasher: hasher);
            Assert.Equal((1, 1, 1, 1), (_hall.LookUps - lookUps, _credentials.Reserved.Count - reserved, _credentials.Settled.Count - settled, hasher.Compared - hashes));
        }
    }

    [Fact]
    [Trait("Case", "EN-01")]
    public async Task After_the_cost_was_raised_every_failure_still_costs_the_same_iterations()
    {
        Add(iterations: 4);
        Add(Sample.Person(document: Sample.Document("320500200002293109"), phone: null), iterations: 10);
        _hall.Persons.Add(new PersonalAccount(Sample.Person(document: Sample.Document("320800197006150166"), phone: null), null));
        var derived = 0;
        using var hasher = new BoundedPasswordHasher(new PasswordOptions { Iterations = 10 }, (password, salt, iterations) =>
        {
            derived += iterations;
            return PasswordHash.Pbkdf2(password, salt, iterations);
        });
        foreach (var account in new[] { "13999999999", "320800197006150166", "32010019851231123X", "320500200002293109" })
        {
            // The tries past the fifth meet the lock, those past the tenth are not compared any more.
            for (var attempt = 1; attempt <= 12; attempt++)
            {
                derived = 0;
                await SignIn(account, "Wrong-2026!", hasher: hasher);
                Assert.True(derived == 10, $"{account}, try {attempt}: {derived} iterations.");
            }
        }
    }

    [Fact]
    [Trait("Case", "EN-01")]
    public async Task The_right_password_of_a_cheap_hash_costs_as_much_while_locked()
    {
        Add(iterations: 4);
        var derived = 0;
        using var hasher = new BoundedPasswordHasher(new PasswordOptions { Iterations = 10 }, (password, salt, iterations) =>
        {
            derived += iterations;
            return PasswordHash.Pbkdf2(password, salt, iterations);
        });
        for (var i = 0; i < 5; i++)
            await SignIn("13000000003", "Wrong-2026!", hasher: hasher);
        derived = 0;
        Assert.IsType<SignInOutcome.Locked>(await SignIn("13000000003", Right, hasher: hasher));
        Assert.Equal(10, derived);
    }

    [Theory]
    [Trait("Case", "EN-02")]
    [InlineData(null)]
    [InlineData("")]
    public async Task An_empty_password_is_refused_before_any_look_up(string? password)
    {
        Add();
        Assert.Equal(new SignInOutcome.WrongAccountOrPassword(5, false), await SignIn("13000000003", password));
        Assert.Equal(0, _hall.LookUps);
        Assert.Empty(_credentials.Reserved);
    }

    [Fact]
    [Trait("Case", "PI-11")]
    public async Task A_huge_password_is_refused_before_any_look_up()
    {
        Add();
        Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn("13000000003", new string('a', 201)));
        Assert.Equal(0, _hall.LookUps);
    }

    [Fact]
    [Trait("Case", "EN-09")]
    public async Task After_five_wrong_ones_the_right_password_learns_when_it_opens_and_nobody_else_does()
    {
        var account = Add();
        for (var i = 0; i < 5; i++)
            Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn("13000000003", "Wrong-2026!"));
        var until = _clock.Now.AddHours(4);
        _clock.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(new SignInOutcome.Locked(until), await SignIn("13000000003", Right));
        Assert.Equal(new SignInOutcome.WrongAccountOrPassword(5, false), await SignIn("13000000003", "Wrong-2026!"));
        Assert.Equal(until, _credentials.LockOf(account.Password!.Id).LockedUntil);
        _clock.Pass(TimeSpan.FromHours(4));
        Assert.IsType<SignInOutcome.Proven>(await SignIn("13000000003", Right));
        Assert.Equal(LockState.Open, _credentials.LockOf(account.Password.Id));
    }

    [Fact]
    [Trait("Case", "EN-09")]
    public async Task After_five_comparisons_while_locked_even_the_right_password_is_wrong()
    {
        Add();
        for (var i = 0; i < 10; i++)
            await SignIn("13000000003", "Wrong-2026!");
        Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn("13000000003", Right));
    }

    [Fact]
    [Trait("Case", "EN-07")]
    public async Task All_identifiers_and_spellings_share_one_counter()
    {
        Add();
        foreach (var typed in new[] { "32010019851231123X", "32010019851231123x", "13000000003", "+86 13000000003", "３２０１００１９８５１２３１１２３Ｘ" })
            await SignIn(typed, "Wrong-2026!");
        Assert.IsType<SignInOutcome.Locked>(await SignIn("13000000003", Right));
    }

    [Fact]
    public async Task The_fifth_attempt_may_still_be_right_and_clears_all()
    {
        var account = Add();
        for (var i = 0; i < 4; i++)
            await SignIn("13000000003", "Wrong-2026!");
        Assert.IsType<SignInOutcome.Proven>(await SignIn("13000000003", Right));
        Assert.Equal(LockState.Open, _credentials.LockOf(account.Password!.Id));
        Assert.DoesNotContain(_credentials.Facts, fact => fact.Code == FactCodes.CredentialLocked);
    }

    [Fact]
    public async Task The_lock_is_a_fact_of_its_own()
    {
        var account = Add();
        for (var i = 0; i < 6; i++)
            await SignIn("13000000003", "Wrong-2026!");
        Assert.Equal(account.Person.Id, Assert.Single(_credentials.Facts, fact => fact.Code == FactCodes.CredentialLocked).Subject);
        Assert.Equal(["wrong_password", "wrong_password", "wrong_password", "wrong_password", "wrong_password", "wrong_while_locked"],
            _credentials.Facts.Where(fact => fact.Code == FactCodes.SignIn).Select(fact => fact.Reason));
    }

    [Fact]
    public async Task Facts_hold_no_plain_identifier()
    {
        Add();
        await SignIn("32010019851231123X", "Wrong-2026!");
        var fact = Assert.Single(_credentials.Facts);
        Assert.Equal("*****123X", fact.Detail["account"]);
        Assert.DoesNotContain("Wrong-2026!", string.Join(' ', fact.Detail.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frozen_account_is_told_to_the_right_password_only()
    {
        Add(Sample.Person() with { FrozenAt = _clock.Now });
        Assert.Equal(new SignInOutcome.NotServed(AuthorityReasons.Frozen), await SignIn("13000000003", Right));
        Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn("13000000003", "Wrong-2026!"));
    }

    [Fact]
    [Trait("Spec", "C24")]
    public async Task An_initial_password_must_change_and_ends_after_72_hours()
    {
        var account = Add(state: CredentialState.Initial, expiresAt: _clock.Now.AddHours(72));
        _clock.Pass(TimeSpan.FromHours(72) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(new SignInOutcome.PasswordMustChange(account.Person.Id, account.Password!.Id), await SignIn("13000000003", Right));
        _clock.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(new SignInOutcome.InitialPasswordExpired(), await SignIn("13000000003", Right));
        Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn("13000000003", "Wrong-2026!"));
    }

    [Fact]
    [Trait("Case", "PI-12")]
    public async Task A_cheap_hash_is_made_anew_when_the_password_is_right()
    {
        var account = Add(iterations: 5);
        await SignIn("13000000003", "Wrong-2026!");
        Assert.Equal(5, _credentials.HashOf(account.Password!.Id).Iterations);
        await SignIn("13000000003", Right);
        Assert.Equal(10, _credentials.HashOf(account.Password.Id).Iterations);
        Assert.True(_credentials.HashOf(account.Password.Id).Matches(Right));
    }

    [Fact]
    public async Task A_busy_server_counts_nothing()
    {
        Add();
        using var full = new BoundedPasswordHasher(new PasswordOptions { Iterations = 10, HashesAtOnce = 1, HashWait = TimeSpan.Zero });
        using var held = await full.EnterAsync(TestContext.Current.CancellationToken);
        Assert.IsType<SignInOutcome.Busy>(await SignIn("13000000003", Right, hasher: full));
        Assert.Empty(_credentials.Reserved);
        Assert.Empty(_credentials.Facts);
        Assert.Equal(1, _attempts.GivenBack);
        Assert.Equal(0, _attempts.Of("network", "203.0.113.7"));
    }

    [Fact]
    [Trait("Spec", "R34")]
    public async Task A_number_of_two_documents_leads_to_a_question_and_its_answer_to_the_person()
    {
        var permit = Add(Sample.Person(document: Sample.Document("00000001", IdDocumentType.TaiwanPermit), phone: null));
        var passport = Add(Sample.Person(document: Sample.Document("00000001", IdDocumentType.ForeignPassport, "USA"), phone: null), "Other-2026!");
        var question = Assert.IsType<SignInOutcome.Ambiguous>(await SignIn("00000001", Right));
        Assert.Equal([AccountKind.Of(IdDocumentType.TaiwanPermit), AccountKind.Of(IdDocumentType.ForeignPassport)], question.Accounts);
        Assert.Empty(question.Units);
        Assert.Empty(_credentials.Reserved);
        Assert.Equal(permit.Person.Id, Assert.IsType<SignInOutcome.Proven>(await SignIn("00000001", Right, question.Accounts[0])).Person);
        Assert.Equal(passport.Person.Id, Assert.IsType<SignInOutcome.Proven>(await SignIn("00000001", "Other-2026!", question.Accounts[1])).Person);
    }

    [Fact]
    [Trait("Case", "EN-11")]
    public async Task A_phone_number_that_is_somebodys_passport_number_leads_to_a_question()
    {
        Add();
        Add(Sample.Person(document: Sample.Document("13000000003", IdDocumentType.ForeignPassport, "USA"), phone: null));
        var question = Assert.IsType<SignInOutcome.Ambiguous>(await SignIn("13000000003", Right));
        Assert.Equal([AccountKind.Phone, AccountKind.Of(IdDocumentType.ForeignPassport)], question.Accounts);
    }

    [Fact]
    public async Task Two_passports_of_one_number_are_nobody_here()
    {
        Add(Sample.Person(document: Sample.Document("X00000001", IdDocumentType.ForeignPassport, "USA"), phone: null));
        Add(Sample.Person(document: Sample.Document("X00000001", IdDocumentType.ForeignPassport, "GBR"), phone: null));
        Assert.IsType<SignInOutcome.WrongAccountOrPassword>(await SignIn("X00000001", Right));
    }

    private sealed class CountingHasher(IPasswordHasher inner) : IPasswordHasher
    {
        public int Compared { get; private set; }

        public PasswordHash Dummy => inner.Dummy;

        public async ValueTask<IPasswordTurn?> EnterAsync(CancellationToken ct) => new Turn(this, (await inner.EnterAsync(ct))!);

        private sealed class Turn(CountingHasher owner, IPasswordTurn turn) : IPasswordTurn
        {
            public ValueTask<PasswordHash> HashAsync(string password, CancellationToken ct) => turn.HashAsync(password, ct);

            public ValueTask<PasswordComparison> CompareAsync(string password, PasswordHash hash, CancellationToken ct)
            {
                owner.Compared++;
                return turn.CompareAsync(password, hash, ct);
            }

            public void Dispose() => turn.Dispose();
        }
    }
}
