using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Levels;

public sealed class LevelTests
{
    private static readonly DateTimeOffset Now = Sample.Now;

    private static SessionStanding Standing(PersonStanding person, UnitStanding[] units, params Proof[] proofs) => new(
        new Session(new SessionState(SessionId.New(Now), Now.AddMinutes(30), Now.AddHours(12), null), person.Id, [.. proofs], Now, Now), person, [.. units]);

    private static Proof Of(ProofMethod method, int minute, UnitStanding? unit = null, string provider = Proof.Local) =>
        new(method, Now.AddMinutes(minute), unit?.Membership, unit?.Unit, null, provider);

    private static SessionAuthentication Authenticated(SessionStanding standing, SessionContext context) => SessionAuthentication.Of(standing, context, Now.AddMinutes(-30), Now);

    [Fact]
    public void Acr_values_are_frozen_and_ordered()
    {
        Assert.Equal(["urn:jshrss:acr:registered", "urn:jshrss:acr:realname", "urn:jshrss:acr:realperson", "urn:jshrss:acr:realperson-live"], Acr.Ascending);
        Assert.Equal([0, 1, 2, 3], Acr.Ascending.Select(Acr.RankOf));
        Assert.Equal(-1, Acr.RankOf("urn:jshrss:acr:RealName"));
        Assert.Equal(-1, Acr.RankOf(null));
    }

    [Theory]
    [InlineData(AssuranceLevel.Registered, false, Acr.Registered)]
    [InlineData(AssuranceLevel.Registered, true, Acr.Registered)]
    [InlineData(AssuranceLevel.RealName, false, Acr.RealName)]
    [InlineData(AssuranceLevel.RealName, true, Acr.RealName)]
    [InlineData(AssuranceLevel.RealPerson, false, Acr.RealPerson)]
    [InlineData(AssuranceLevel.RealPerson, true, Acr.RealPersonLive)]
    public void An_acr_never_states_more_than_the_account_has(AssuranceLevel level, bool live, string acr)
    {
        Assert.Equal(acr, Acr.Of(level, live));
        Assert.Equal(level, Acr.LevelFor(acr));
    }

    [Theory]
    [Trait("Spec", "RFC 8176 §2")]
    [InlineData(ProofMethod.PersonalPassword, "pwd")]
    [InlineData(ProofMethod.MembershipPassword, "pwd")]
    [InlineData(ProofMethod.SmsCode, "otp sms")]
    [InlineData(ProofMethod.AppQr, "mca swk user")]
    [InlineData(ProofMethod.Passkey, "swk user")]
    [InlineData(ProofMethod.Certificate, "hwk mfa pin sc")]
    [InlineData(ProofMethod.FaceCheck, "face")]
    [InlineData(ProofMethod.PersonalFederated, "")]
    [InlineData(ProofMethod.CorporatePortal, "")]
    [InlineData(ProofMethod.ElectronicLicence, "")]
    public void Each_method_has_its_references(ProofMethod method, string amr) => Assert.Equal(amr, string.Join(' ', Amr.Of([Of(method, 0)])));

    [Fact]
    [Trait("Case", "AS-07")]
    public void Two_kinds_of_factor_are_multi_factor_and_two_passwords_are_not()
    {
        Assert.Equal(["pwd"], Amr.Of([Of(ProofMethod.PersonalPassword, 0), Of(ProofMethod.PersonalPassword, 0)]));
        Assert.Equal(["mfa", "otp", "pwd", "sms"], Amr.Of([Of(ProofMethod.PersonalPassword, 0), Of(ProofMethod.SmsCode, 0)]));
        Assert.Equal(["face", "mfa", "pwd"], Amr.Of([Of(ProofMethod.FaceCheck, 0), Of(ProofMethod.MembershipPassword, 0)]));
    }

    [Fact]
    public void Only_proofs_that_open_the_context_count_in_it()
    {
        var (u1, u2) = (Sample.Agent(1), Sample.Agent(2));
        var standing = Standing(Sample.Person(AssuranceLevel.RealName), [u1, u2], Of(ProofMethod.PersonalPassword, 0), Of(ProofMethod.MembershipPassword, 5, u1), Of(ProofMethod.SmsCode, 9));
        var self = Authenticated(standing, SessionContext.Self);
        Assert.Equal((Acr.RealName, Now.AddMinutes(9), "local"), (self.Acr, self.At, self.Provider));
        Assert.Equal(["mfa", "otp", "pwd", "sms"], self.Amr);
        var unit = Authenticated(standing, u1.Context);
        Assert.Equal(Now.AddMinutes(5), unit.At);
        Assert.Equal(["pwd"], unit.Amr);
        Assert.Throws<InvalidOperationException>(() => Authenticated(standing, u2.Context));
        Assert.Throws<InvalidOperationException>(() => Authenticated(standing, Sample.Agent(3).Context));
    }

    [Fact]
    public void A_face_check_makes_live_every_context_that_another_proof_opens_and_opens_nothing()
    {
        var (u1, u2) = (Sample.Agent(1), Sample.Agent(2));
        var standing = Standing(Sample.Person(), [u1, u2], Of(ProofMethod.MembershipPassword, -9, u1), Of(ProofMethod.FaceCheck, -5));
        var unit = Authenticated(standing, u1.Context);
        Assert.Equal((Acr.RealPersonLive, Now.AddMinutes(-5)), (unit.Acr, unit.At));
        Assert.Equal(["face", "mfa", "pwd"], unit.Amr);
        Assert.Throws<InvalidOperationException>(() => Authenticated(standing, SessionContext.Self));
        Assert.Throws<InvalidOperationException>(() => Authenticated(standing, u2.Context));
        // The check raises the account's level before it is a proof; a level that has fallen since is live no more.
        var fallen = standing with { Person = Sample.Person(AssuranceLevel.RealName) };
        Assert.Equal(Acr.RealName, Authenticated(fallen, u1.Context).Acr);
    }

    [Fact]
    public void The_last_way_in_is_named()
    {
        var standing = Standing(Sample.Person(), [], Of(ProofMethod.PersonalPassword, 0), Of(ProofMethod.PersonalFederated, 3, provider: "alipay"));
        Assert.Equal("alipay", Authenticated(standing, SessionContext.Self).Provider);
    }

    [Fact]
    public void A_bound_passkey_of_a_real_person_is_live_and_a_capped_one_is_not()
    {
        var person = Sample.Person();
        var standing = Standing(person, [], Of(ProofMethod.Passkey, 0) with { IsBoundPasskey = true });
        Assert.Equal(Acr.RealPersonLive, Authenticated(standing, SessionContext.Self).Acr);
        var capped = standing with { Person = person with { CappedAtLevel = AssuranceLevel.RealName, HoldUntil = Now.AddHours(24) } };
        Assert.Equal(Acr.RealName, Authenticated(capped, SessionContext.Self).Acr);
    }

    [Fact]
    [Trait("Case", "AS-08")]
    public void A_passkey_that_a_password_added_is_never_live() =>
        Assert.Equal(Acr.RealPerson, Authenticated(Standing(Sample.Person(), [], Of(ProofMethod.Passkey, 0), Of(ProofMethod.PersonalPassword, 0)), SessionContext.Self).Acr);

    [Theory]
    [InlineData(ProofMethod.Passkey)]
    [InlineData(ProofMethod.AppQr)]
    [Trait("Case", "AS-07")]
    public void What_a_password_alone_can_make_is_no_second_factor_beside_it(ProofMethod method)
    {
        Assert.DoesNotContain("mfa", Amr.Of([Of(ProofMethod.PersonalPassword, 0), Of(method, 1)]));
        var bound = method == ProofMethod.Passkey ? Of(method, 1) with { IsBoundPasskey = true } : Of(method, 1) with { AppKey = AppKeyId.New(Now) };
        Assert.Contains("mfa", Amr.Of([Of(ProofMethod.PersonalPassword, 0), bound]));
    }

    [Theory]
    [InlineData(ProofMethod.Passkey)]
    [InlineData(ProofMethod.AppQr)]
    [InlineData(ProofMethod.FaceCheck)]
    public void Presence_decays_and_other_proofs_do_not_renew_it(ProofMethod method)
    {
        var live = Of(method, -20) with { IsBoundPasskey = method == ProofMethod.Passkey, AppKey = method == ProofMethod.AppQr ? AppKeyId.New(Now) : null };
        var standing = Standing(Sample.Person(), [], live, Of(ProofMethod.PersonalPassword, -1));
        Assert.Equal(Acr.RealPersonLive, SessionAuthentication.Of(standing, SessionContext.Self, live.At, Now).Acr);
        Assert.Equal(Acr.RealPerson, SessionAuthentication.Of(standing, SessionContext.Self, live.At.AddTicks(1), Now).Acr);
    }

    [Theory]
    [InlineData(AssuranceLevel.RealPerson, true, Acr.RealPersonLive)]
    [InlineData(AssuranceLevel.RealPerson, false, Acr.RealPerson)]
    [InlineData(AssuranceLevel.RealName, true, Acr.RealName)]
    [InlineData(AssuranceLevel.Registered, true, Acr.Registered)]
    public void The_app_is_live_with_an_enrolled_key_of_a_real_person_alone(AssuranceLevel level, bool enrolled, string acr)
    {
        var standing = Standing(Sample.Person(level), [], Of(ProofMethod.AppQr, 0) with { AppKey = enrolled ? AppKeyId.New(Now) : null });
        Assert.Equal(acr, Authenticated(standing, SessionContext.Self).Acr);
    }

    [Fact]
    public void Every_enumeration_has_its_word()
    {
        Assert.Equal(["registered", "real_name", "real_person"], Enum.GetValues<AssuranceLevel>().Select(value => value.Word()));
        Assert.Equal(["legal_representative", "administrator", "agent"], Enum.GetValues<UnitRole>().Select(value => value.Word()));
        Assert.Equal(["registry", "counter", "legacy", "federated", "delegated"], Enum.GetValues<MembershipLink>().Select(value => value.Word()));
        Assert.Equal(["enterprise", "institution", "individual_business", "social_organization", "other"], Enum.GetValues<UnitType>().Select(value => value.Word()));
        Assert.Equal(["query", "submit", "review"], (ItemActions.Review | ItemActions.Query | ItemActions.Submit).Words());
        Assert.Empty(ItemActions.None.Words());
    }
}
