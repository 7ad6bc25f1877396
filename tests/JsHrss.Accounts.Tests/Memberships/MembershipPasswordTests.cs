using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.People;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Memberships;

/// <summary>Confirming an invitation (R134, R135) and setting a membership's password anew (R114).</summary>
public sealed class MembershipPasswordTests : IDisposable
{
    private const string Good = "Zhuanyong-26";
    private const string Thumbprint = "key-of-this-phone";

    private static readonly PasswordOptions Options = new() { Iterations = 10 };

    private readonly HandMovedTime _clock = new();
    private readonly InMemoryFaceChecks _faces = new();
    private readonly InMemoryMemberships _store;
    private readonly BoundedPasswordHasher _hasher = new(Options);
    private readonly ConfirmMembership _confirm;
    private readonly SetMembershipPassword _set;
    private readonly PersonStanding _person = Sample.Person(AssuranceLevel.RealName);
    private readonly UnitStanding _invited = Sample.Agent() with { Status = MemberStatus.AwaitingConfirmation };
    private readonly UnitStanding _active = Sample.Agent(2);

    public MembershipPasswordTests()
    {
        _store = new InMemoryMemberships(_faces);
        _confirm = new ConfirmMembership(_store, _faces, _hasher, Options, _clock);
        _set = new SetMembershipPassword(_store, _faces, _hasher, Options, _clock);
        Hold();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _hasher.Dispose();

    [Fact]
    public async Task An_invitation_is_confirmed_once_with_face_and_password()
    {
        var face = Passed(FacePurpose.ConfirmMembership, _invited);
        Assert.Null(await ConfirmAsync(face));
        var one = _store.Persons[_person.Id].All[0];
        Assert.Equal(MemberStatus.Active, one.Unit.Status);
        Assert.True(one.Password!.Hash.Matches(Good));
        Assert.Equal((CredentialState.Normal, _invited.Membership, null), (one.Password.State, one.Password.Membership!.Value, one.Password.ExpiresAt));
        var fact = Assert.Single(_store.Facts);
        Assert.Equal((FactCodes.MembershipConfirmed, _invited.Unit, _invited.Membership, face.ToString()), (fact.Code, fact.Unit!.Value, fact.Membership!.Value, fact.Detail["face_check"]));
        Assert.Equal(MembershipErrors.AlreadyConfirmed, (await ConfirmAsync(Passed(FacePurpose.ConfirmMembership, _invited)))!.Code);
    }

    [Theory]
    [Trait("Case", "RC-01")]
    [InlineData("Ab3!", PasswordErrors.Length)]
    [InlineData("Zhuanyong-2026-zhuanyong", PasswordErrors.Length)]
    [InlineData("zhuanyong", PasswordErrors.Classes)]
    [InlineData("Zhuan yong-26", PasswordErrors.Character)]
    [InlineData("Aa-31123X-bb", PasswordErrors.LikeDocument)]
    [InlineData("Aa-000003-bb", PasswordErrors.LikePhone)]
    [InlineData(null, PasswordErrors.Length)]
    public async Task A_weak_password_is_refused_before_anything_is_spent(string? password, string code)
    {
        var face = Passed(FacePurpose.ConfirmMembership, _invited);
        Assert.Equal(code, (await ConfirmAsync(face, password))!.Code);
        Assert.Equal(FaceCheckState.Passed, _faces.Rows[face].State);
        Assert.Null(await ConfirmAsync(face));
    }

    [Fact]
    [Trait("Case", "QR-15")]
    [Trait("Case", "RC-02")]
    public async Task A_face_check_of_another_flow_membership_person_or_phone_confirms_nothing()
    {
        foreach (var other in new[]
        {
            Passed(FacePurpose.MembershipPassword, _invited),
            Passed(FacePurpose.ConfirmMembership, _active),
            Passed(FacePurpose.ConfirmMembership, _invited, PersonId.New()),
            Passed(FacePurpose.ConfirmMembership, _invited, thumbprint: "key-of-another-phone"),
            FaceCheckId.New(_clock.Now),
        })
        {
            Assert.Equal(FaceErrors.Unknown, (await ConfirmAsync(other))!.Code);
        }

        Assert.Equal(FaceErrors.Unknown, (await _confirm.HandleAsync(new MembershipPassword(_invited.Membership.ToString(), "x", Good), Holder(), Ct))!.Code);
        Assert.Equal(MemberStatus.AwaitingConfirmation, _store.Persons[_person.Id].All[0].Unit.Status);
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task A_face_check_that_is_open_failed_spent_or_too_old_confirms_nothing()
    {
        var open = Passed(FacePurpose.ConfirmMembership, _invited);
        _faces.Rows[open] = _faces.Rows[open] with { State = FaceCheckState.Created };
        Assert.Equal(FaceErrors.NotPassed, (await ConfirmAsync(open))!.Code);
        _faces.Rows[open] = _faces.Rows[open] with { State = FaceCheckState.Failed };
        Assert.Equal(FaceErrors.NotPassed, (await ConfirmAsync(open))!.Code);
        _faces.Rows[open] = _faces.Rows[open] with { State = FaceCheckState.Consumed };
        Assert.Equal(FaceErrors.Over, (await ConfirmAsync(open))!.Code);
        var old = Passed(FacePurpose.ConfirmMembership, _invited);
        _clock.Pass(FaceCheck.Window);
        Assert.Equal(FaceErrors.Expired, (await ConfirmAsync(old))!.Code);
    }

    [Fact]
    [Trait("Case", "UN-09")]
    [Trait("Case", "UN-12")]
    public async Task Another_persons_membership_is_told_like_one_that_does_not_exist()
    {
        var other = Sample.Person();
        _store.Persons[other.Id] = new HeldMemberships(other, []);
        foreach (var one in new[] { _invited, _active })
        {
            var face = Passed(FacePurpose.ConfirmMembership, one, other.Id);
            var command = new MembershipPassword(one.Membership.ToString(), face.ToString(), Good);
            Assert.Equal(new MembershipRefusal(MembershipErrors.Unknown), await _confirm.HandleAsync(command, Holder(other.Id), Ct));
            Assert.Equal(new MembershipRefusal(MembershipErrors.Unknown), await _set.HandleAsync(command, Holder(other.Id), Ct));
        }

        Assert.Equal(MembershipErrors.Unknown, (await _confirm.HandleAsync(new MembershipPassword("x", null, Good), Holder(), Ct))!.Code);
    }

    [Theory]
    [Trait("Case", "UN-08")]
    [InlineData(29.9, null)]
    [InlineData(30, MembershipErrors.InvitationExpired)]
    [InlineData(31, MembershipErrors.InvitationExpired)]
    public async Task An_invitation_is_good_for_thirty_days(double days, string? code)
    {
        Hold(addedAt: _clock.Now.AddDays(-days));
        Assert.Equal(code, (await ConfirmAsync(Passed(FacePurpose.ConfirmMembership, _invited)))?.Code);
    }

    [Fact]
    public void Days_that_are_left_count_the_begun_one()
    {
        Assert.Equal(30, Invitation.DaysLeft(_clock.Now, _clock.Now));
        Assert.Equal(29, Invitation.DaysLeft(_clock.Now.AddDays(-1), _clock.Now));
        Assert.Equal(1, Invitation.DaysLeft(_clock.Now.AddDays(-29.5), _clock.Now));
        Assert.Equal(0, Invitation.DaysLeft(_clock.Now.AddDays(-31), _clock.Now));
    }

    [Fact]
    public async Task A_closed_unit_a_suspended_membership_and_a_frozen_person_confirm_nothing()
    {
        foreach (var (person, unit, reason) in new[]
        {
            (_person, _invited with { UnitStatus = UnitStatus.Suspended }, AuthorityReasons.UnitInactive),
            (_person, _invited with { SuspendedAt = _clock.Now }, AuthorityReasons.Suspended),
            (_person with { FrozenAt = _clock.Now }, _invited, AuthorityReasons.Frozen),
            (_person with { HoldUntil = _clock.Now.AddHours(1) }, _invited, AuthorityReasons.OnHold),
            (_person with { Level = AssuranceLevel.Registered }, _invited, AuthorityReasons.LevelTooLow),
        })
        {
            _store.Persons[_person.Id] = new HeldMemberships(person, [new HeldMembership(unit, _clock.Now, null, null)]);
            Assert.Equal(new MembershipRefusal(MembershipErrors.NotServed, reason), await ConfirmAsync(Passed(FacePurpose.ConfirmMembership, unit)));
        }

        // Whether the mandate's period has begun is a question of the sign-in.
        var later = _invited with { Mandate = Sample.Mandate(30, 60) };
        _store.Persons[_person.Id] = new HeldMemberships(_person, [new HeldMembership(later, _clock.Now, null, null)]);
        Assert.Null(await ConfirmAsync(Passed(FacePurpose.ConfirmMembership, later)));
    }

    [Fact]
    [Trait("Spec", "R119")]
    public async Task A_new_password_ends_lock_and_initial_state_and_is_none_of_the_last_five()
    {
        var former = new Credential
        {
            Id = CredentialId.New(_clock.Now), Person = _person.Id, Membership = _active.Membership, Hash = PasswordHash.Of("Unit-2026!", 10), Past = [PasswordHash.Of("Unit-2025!", 10)],
            State = CredentialState.Initial, SetAt = _clock.Now, ExpiresAt = _clock.Now.AddHours(1), Lock = new LockState(5, _clock.Now, _clock.Now.AddHours(4), 0),
        };
        Hold(former);
        var face = Passed(FacePurpose.MembershipPassword, _active);
        foreach (var repeated in new[] { "Unit-2026!", "Unit-2025!" })
            Assert.Equal(PasswordErrors.Repeated, (await SetAsync(face, repeated))!.Code);
        Assert.Null(await SetAsync(face));
        var after = _store.Persons[_person.Id].All[1].Password!;
        Assert.True(after.Hash.Matches(Good));
        Assert.Equal((former.Id, CredentialState.Normal, null, LockState.Open, 2), (after.Id, after.State, after.ExpiresAt, after.Lock, after.Past.Length));
        Assert.Equal(FaceErrors.Over, (await SetAsync(face, "Another-26!"))!.Code);
    }

    [Fact]
    public async Task What_is_not_confirmed_and_what_has_no_password_gets_none()
    {
        Assert.Equal(MembershipErrors.NotConfirmed, (await _set.HandleAsync(new MembershipPassword(_invited.Membership.ToString(), Passed(FacePurpose.MembershipPassword, _invited).ToString(), Good), Holder(), Ct))!.Code);
        Assert.Equal(MembershipErrors.NoPassword, (await SetAsync(Passed(FacePurpose.MembershipPassword, _active)))!.Code);
    }

    private void Hold(Credential? password = null, DateTimeOffset? addedAt = null) => _store.Persons[_person.Id] = new HeldMemberships(
        _person, [new HeldMembership(_invited, addedAt ?? _clock.Now.AddDays(-1), null, null), new HeldMembership(_active, _clock.Now.AddDays(-40), password, null)]);

    private AppHolder Holder(PersonId? person = null) => new(person ?? _person.Id, Thumbprint, RequestOrigin.Unknown);

    private FaceCheckId Passed(FacePurpose purpose, UnitStanding unit, PersonId? person = null, string thumbprint = Thumbprint)
    {
        var check = new FaceCheck
        {
            Id = FaceCheckId.New(_clock.Now),
            Flow = new FaceFlow(purpose, unit.Membership.ToString()),
            Person = person ?? _person.Id,
            Subject = new FaceSubject(_person.Profile.Value.Name, _person.Profile.Value.Document),
            Channel = "app",
            Order = FaceOrderNumber.Next(),
            State = FaceCheckState.Passed,
            CreatedAt = _clock.Now,
            EndsAt = _clock.Now + FaceCheck.Window,
            PassedAt = _clock.Now,
            Thumbprint = thumbprint,
        };
        _faces.Rows.Add(check.Id, check);
        return check.Id;
    }

    private async Task<MembershipRefusal?> ConfirmAsync(FaceCheckId face, string? password = Good) => await _confirm.HandleAsync(new MembershipPassword(_invited.Membership.ToString(), face.ToString(), password), Holder(), Ct);

    private async Task<MembershipRefusal?> SetAsync(FaceCheckId face, string? password = Good) => await _set.HandleAsync(new MembershipPassword(_active.Membership.ToString(), face.ToString(), password), Holder(), Ct);
}
