using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passkeys;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Passkeys;

/// <summary>Names, challenges, and what the use cases refuse before the store is asked.</summary>
public sealed class PasskeyTests
{
    private readonly HandMovedTime _clock = new();
    private readonly RecordingStore _store = new();
    private readonly PersonStanding _person = Sample.Person();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("客厅电脑", "客厅电脑")]
    [InlineData("  My phone ", "My phone")]
    [InlineData("王的手机（二）", "王的手机（二）")]
    public void A_name_is_kept_as_typed(string typed, string kept) => Assert.Equal(kept, PasskeyName.Read(typed).Value.Value);

    [Theory]
    [InlineData(null, PasskeyErrors.NameMissing)]
    [InlineData(" \t ", PasskeyErrors.NameMissing)]
    [InlineData("a\nb", PasskeyErrors.NameUnfit)]
    [InlineData("a\u202Eb", PasskeyErrors.NameUnfit)]
    [InlineData("a\u200Bb", PasskeyErrors.NameUnfit)]
    [InlineData("\uD800", PasskeyErrors.NameUnfit)]
    [InlineData("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", PasskeyErrors.NameUnfit)]
    public void A_name_that_cannot_be_shown_is_refused(string? typed, string code) => Assert.Equal(code, PasskeyName.Read(typed).Code);

    [Fact]
    public void A_name_never_shows_in_a_log() => Assert.DoesNotContain("客厅", PasskeyName.Read("客厅电脑").Value.ToString(), StringComparison.Ordinal);

    [Fact]
    [Trait("Spec", "WebAuthn §13.4.3")]
    public void A_challenge_is_open_for_its_purpose_person_session_and_time_alone()
    {
        var (person, session, now) = (_person.Id, SessionId.New(_clock.Now), _clock.Now);
        var stepUp = PasskeyChallenge.For(PasskeyPurpose.StepUp, person, session, now);
        Assert.True(stepUp.IsOpenFor(PasskeyPurpose.StepUp, person, session, now.AddMinutes(5).AddTicks(-1)));
        Assert.False(stepUp.IsOpenFor(PasskeyPurpose.StepUp, person, session, now.AddMinutes(5)));
        Assert.False(stepUp.IsOpenFor(PasskeyPurpose.Enrol, person, session, now));
        Assert.False(stepUp.IsOpenFor(PasskeyPurpose.SignIn, null, null, now));
        Assert.False(stepUp.IsOpenFor(PasskeyPurpose.StepUp, PersonId.New(), session, now));
        Assert.False(stepUp.IsOpenFor(PasskeyPurpose.StepUp, person, SessionId.New(now), now));
        Assert.False(stepUp.IsOpenFor(PasskeyPurpose.StepUp, null, null, now));
        Assert.True(PasskeyChallenge.ToSignIn(now).IsOpenFor(PasskeyPurpose.SignIn, null, null, now));
    }

    [Fact]
    public async Task A_verified_answer_proves_the_person_by_that_passkey()
    {
        var passkey = APasskey();
        var outcome = await SignInAsync(PasskeyChallenge.ToSignIn(_clock.Now), new AnsweredPasskey(_person, passkey, 8, false, true));
        var proven = Assert.IsType<SignInOutcome.Proven>(outcome);
        Assert.Equal(new Proof(ProofMethod.Passkey, _clock.Now, null, null, passkey.Id), proven.Proof);
        Assert.Equal((passkey.SignCount, 8u), (_store.Used!.Seen, _store.Used.SignCount));
    }

    [Fact]
    [Trait("Spec", "WebAuthn §7.2")]
    public async Task An_answer_without_user_verification_is_refused_and_spends_its_challenge() =>
        await RefusedAsync(new AnsweredPasskey(_person, APasskey(), 8, false, UserVerified: false), PasskeyErrors.UserNotVerified);

    [Fact]
    public async Task An_answer_that_does_not_verify_is_refused_and_spends_its_challenge() => await RefusedAsync(null, PasskeyErrors.NotVerified);

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task Another_persons_passkey_does_not_step_up()
    {
        var other = Sample.Person();
        var challenge = PasskeyChallenge.For(PasskeyPurpose.StepUp, _person.Id, SessionId.New(_clock.Now), _clock.Now);
        var outcome = await SignInAsync(challenge, new AnsweredPasskey(other, APasskey() with { Person = other.Id }, 8, false, true));
        Assert.Equal(new SignInOutcome.PasskeyRefused(PasskeyErrors.OtherPerson), outcome);
        Assert.Equal(challenge, _store.Refused);
    }

    [Fact]
    public async Task A_frozen_persons_passkey_signs_nobody_in()
    {
        var outcome = await SignInAsync(PasskeyChallenge.ToSignIn(_clock.Now), new AnsweredPasskey(_person with { FrozenAt = _clock.Now }, APasskey(), 8, false, true));
        Assert.Equal(new SignInOutcome.NotServed(AuthorityReasons.Frozen), outcome);
        Assert.NotNull(_store.Refused);
    }

    [Theory]
    [InlineData(PasskeyOutcome.Spent, PasskeyErrors.ChallengeSpent)]
    [InlineData(PasskeyOutcome.Changed, PasskeyErrors.Changed)]
    public async Task What_the_store_refuses_proves_nothing(PasskeyOutcome outcome, string reason)
    {
        _store.Outcome = outcome;
        Assert.Equal(new SignInOutcome.PasskeyRefused(reason), await SignInAsync(PasskeyChallenge.ToSignIn(_clock.Now), new AnsweredPasskey(_person, APasskey(), 8, false, true)));
    }

    [Fact]
    public async Task A_passkey_remembers_by_which_proof_it_was_enrolled()
    {
        var standing = Standing(ProofMethod.PersonalPassword);
        var enrolled = await EnrolAsync(standing, Made());
        Assert.Equal(ProofMethod.PersonalPassword, enrolled.Value.EnrolledBy);
        Assert.Equal(["usb", "internal"], enrolled.Value.Transports);
        Assert.Equal(FactCodes.PasskeyEnrolled, _store.Enrolled!.Fact.Code);
        Assert.DoesNotContain(_store.Enrolled.Fact.Detail.Values, value => value.Contains("客厅", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Case", "AS-08")]
    public async Task A_passkey_that_a_password_added_is_not_bound_and_its_proof_says_so()
    {
        var added = (await EnrolAsync(Standing(ProofMethod.PersonalPassword), Made())).Value;
        Assert.Null(added.BoundAt);
        var proven = Assert.IsType<SignInOutcome.Proven>(await SignInAsync(PasskeyChallenge.ToSignIn(_clock.Now), new AnsweredPasskey(_person, added, 8, false, true)));
        Assert.False(proven.Proof.IsBound);
    }

    [Fact]
    public async Task A_passkey_enrolled_beside_a_face_check_is_bound_and_its_proof_says_so()
    {
        var standing = Standing(ProofMethod.PersonalPassword);
        standing = standing with { Session = standing.Session with { Proofs = [new Proof(ProofMethod.FaceCheck, _clock.Now.AddMinutes(-2), null, null, null), .. standing.Session.Proofs] } };
        var added = (await EnrolAsync(standing, Made())).Value;
        Assert.Equal((ProofMethod.PersonalPassword, _clock.Now), (added.EnrolledBy, added.BoundAt));
        Assert.Equal(nameof(ProofMethod.FaceCheck), _store.Enrolled!.Fact.Detail["bound_by"]);
        var proven = Assert.IsType<SignInOutcome.Proven>(await SignInAsync(PasskeyChallenge.ToSignIn(_clock.Now), new AnsweredPasskey(_person, added, 8, false, true)));
        Assert.True(proven.Proof.IsBound);
    }

    [Fact]
    public async Task A_passkey_is_bound_later_by_whoever_is_proven_present_and_by_nobody_else()
    {
        var (change, passkey) = (new ChangePasskey(_store, _clock), CredentialId.New(_clock.Now));
        Assert.Equal(PasskeyErrors.ProofNeeded, (await change.BindAsync(Standing(ProofMethod.PersonalPassword) with { HasPasskey = true }, passkey, RequestOrigin.Unknown, Ct)).Code);
        Assert.Equal(PasskeyErrors.NotBinding, (await change.BindAsync(Standing(ProofMethod.Passkey) with { HasPasskey = true }, passkey, RequestOrigin.Unknown, Ct)).Code);
        var present = Standing(ProofMethod.PersonalPassword) with { HasPasskey = true };
        var face = new Proof(ProofMethod.FaceCheck, _clock.Now, null, null, null);
        Assert.False((await change.BindAsync(present with { Session = present.Session with { Proofs = [face] } }, passkey, RequestOrigin.Unknown, Ct)).IsOk);
        Assert.Null(_store.Bound);
        Assert.True((await change.BindAsync(present with { Session = present.Session with { Proofs = [.. present.Session.Proofs, face] } }, passkey, RequestOrigin.Unknown, Ct)).IsOk);
        Assert.Equal((passkey, FactCodes.PasskeyBound, nameof(ProofMethod.FaceCheck)), (_store.Bound!.Passkey, _store.Bound.Fact.Code, _store.Bound.Fact.Detail["bound_by"]));
    }

    [Theory]
    [InlineData(false, 16, PasskeyErrors.UserNotVerified)]
    [InlineData(true, 0, PasskeyErrors.NotVerified)]
    [InlineData(true, 1024, PasskeyErrors.NotVerified)]
    public async Task What_an_authenticator_made_badly_is_not_enrolled(bool verified, int handle, string code)
    {
        Assert.Equal(code, (await EnrolAsync(Standing(ProofMethod.PersonalPassword), Made() with { UserVerified = verified, Handle = new byte[handle] })).Code);
        Assert.NotNull(_store.Refused);
        Assert.Null(_store.Enrolled);
    }

    [Fact]
    [Trait("Case", "AS-08")]
    public async Task Without_the_proof_it_takes_nothing_is_enrolled()
    {
        Assert.Equal(PasskeyErrors.ProofNeeded, (await EnrolAsync(Standing(ProofMethod.PersonalPassword) with { HasPasskey = true }, Made())).Code);
        Assert.Null(_store.Enrolled);
    }

    [Fact]
    [Trait("Case", "AS-06")]
    public async Task Without_the_proof_it_takes_nothing_is_removed()
    {
        var change = new ChangePasskey(_store, _clock);
        var refused = await change.RemoveAsync(Standing(ProofMethod.PersonalPassword) with { HasPasskey = true }, CredentialId.New(_clock.Now), RequestOrigin.Unknown, Ct);
        Assert.Equal(PasskeyErrors.ProofNeeded, refused.Code);
        Assert.Null(_store.Removed);
        Assert.True((await change.RemoveAsync(Standing(ProofMethod.Passkey) with { HasPasskey = true }, CredentialId.New(_clock.Now), RequestOrigin.Unknown, Ct)).IsOk);
        Assert.Equal(SessionEnds.FactorRemoved, _store.Removed!.FactOf(SessionId.New(_clock.Now)).Reason);
    }

    private async Task RefusedAsync(AnsweredPasskey? answer, string reason)
    {
        var challenge = PasskeyChallenge.ToSignIn(_clock.Now);
        Assert.Equal(new SignInOutcome.PasskeyRefused(reason), await SignInAsync(challenge, answer));
        Assert.Equal(challenge, _store.Refused);
        Assert.Equal((AuditResult.Refused, reason), (_store.Fact!.Result, _store.Fact.Reason));
    }

    private async Task<SignInOutcome> SignInAsync(PasskeyChallenge challenge, AnsweredPasskey? answer) =>
        await new SignInWithPasskey(_store, _clock).HandleAsync(new PasskeySignIn(challenge, answer, answer is null ? "bad signature" : null, RequestOrigin.Unknown), Ct);

    private async Task<Result<Passkey>> EnrolAsync(SessionStanding standing, MadePasskey made) => await new EnrolPasskey(_store, _clock).HandleAsync(
        standing, PasskeyChallenge.For(PasskeyPurpose.Enrol, standing.Person.Id, standing.Session.Id, _clock.Now), made, PasskeyName.Read("客厅电脑").Value, RequestOrigin.Unknown, Ct);

    private SessionStanding Standing(ProofMethod method) => new(
        new Session(new SessionState(SessionId.New(_clock.Now), _clock.Now.AddMinutes(30), _clock.Now.AddHours(12), null), _person.Id, [new Proof(method, _clock.Now, null, null, null)], _clock.Now, _clock.Now), _person, []);

    private static MadePasskey Made() => new(new byte[16], new byte[77], 0, ["usb", "", "has blank", "internal", new string('x', 33)], true, false, false);

    private Passkey APasskey() => new()
    {
        Id = CredentialId.New(_clock.Now),
        Person = _person.Id,
        Name = PasskeyName.Read("客厅电脑").Value,
        Handle = new byte[16],
        PublicKey = new byte[77],
        SignCount = 7,
        UserVerified = true,
        BackupEligible = false,
        BackedUp = false,
        EnrolledBy = ProofMethod.PersonalPassword,
        CreatedAt = _clock.Now,
    };

    private sealed class RecordingStore : IPasskeyStore
    {
        public PasskeyOutcome Outcome { get; set; } = PasskeyOutcome.Done;

        public PasskeyChallenge? Refused { get; private set; }

        public AuditFact? Fact { get; private set; }

        public PasskeyEnrolled? Enrolled { get; private set; }

        public PasskeyUsed? Used { get; private set; }

        public PasskeyRemoved? Removed { get; private set; }

        public PasskeyBound? Bound { get; private set; }

        public ValueTask<PasskeyAccount?> FindAsync(PersonId person, CancellationToken ct) => ValueTask.FromResult<PasskeyAccount?>(null);

        public ValueTask<PasskeyOutcome> EnrolAsync(PasskeyEnrolled change, CancellationToken ct)
        {
            Enrolled = change;
            return ValueTask.FromResult(Outcome);
        }

        public ValueTask<PasskeyOutcome> UseAsync(PasskeyUsed change, CancellationToken ct)
        {
            Used = change;
            return ValueTask.FromResult(Outcome);
        }

        public ValueTask RefuseAsync(PasskeyChallenge challenge, AuditFact fact, CancellationToken ct)
        {
            (Refused, Fact) = (challenge, fact);
            return ValueTask.CompletedTask;
        }

        public ValueTask<bool> RenameAsync(PasskeyRenamed change, CancellationToken ct) => ValueTask.FromResult(true);

        public ValueTask<bool> BindAsync(PasskeyBound change, CancellationToken ct)
        {
            Bound = change;
            return ValueTask.FromResult(true);
        }

        public ValueTask<bool> RemoveAsync(PasskeyRemoved change, CancellationToken ct)
        {
            Removed = change;
            return ValueTask.FromResult(true);
        }
    }
}
