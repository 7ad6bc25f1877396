using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passkeys;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Passkeys;

/// <summary>Which proof lets somebody add or remove a factor, cell by cell.</summary>
public sealed class FactorChangeTests
{
    private static readonly DateTimeOffset Now = Sample.Now;

    [Theory]
    [Trait("Case", "AS-06")]
    [Trait("Case", "AS-08")]
    [InlineData(ProofMethod.PersonalPassword, false, true, false, false)]
    [InlineData(ProofMethod.Passkey, false, true, true, false)]
    [InlineData(ProofMethod.Passkey, true, true, true, true)]
    [InlineData(ProofMethod.AppQr, false, false, false, false)]
    [InlineData(ProofMethod.AppQr, true, true, true, true)]
    [InlineData(ProofMethod.FaceCheck, false, false, false, false)]
    [InlineData(ProofMethod.SmsCode, false, false, false, false)]
    [InlineData(ProofMethod.PersonalFederated, false, false, false, false)]
    [InlineData(ProofMethod.MembershipPassword, false, false, false, false)]
    [InlineData(ProofMethod.CorporatePortal, false, false, false, false)]
    [InlineData(ProofMethod.ElectronicLicence, false, false, false, false)]
    [InlineData(ProofMethod.Certificate, false, false, false, false)]
    public void A_fresh_proof_carries_a_change_as_the_table_says(ProofMethod method, bool isBound, bool besidePassword, bool besidePasskey, bool besideBoundKey)
    {
        var proof = Of(method, isBound: isBound);
        Assert.Equal(besidePassword, FactorChange.Judge(Standing(false, proof), Now).IsOk);
        Assert.Equal(besidePasskey, FactorChange.Judge(Standing(true, proof), Now).IsOk);
        Assert.Equal(besideBoundKey, FactorChange.Judge(Standing(false, proof) with { HasEnrolledPhone = true }, Now).IsOk);
        Assert.Equal(besideBoundKey, FactorChange.Judge(Standing(true, proof) with { HasEnrolledPhone = true }, Now).IsOk);
    }

    [Fact]
    [Trait("Case", "AS-08")]
    public void A_face_check_carries_a_change_in_a_session_of_the_persons_own_alone()
    {
        var face = Of(ProofMethod.FaceCheck);
        Assert.True(FactorChange.Judge(Standing(true, Of(ProofMethod.PersonalPassword, -3600), face) with { HasEnrolledPhone = true }, Now).IsOk);
        Assert.Equal(PasskeyErrors.ProofNeeded, FactorChange.Judge(Standing(false, Of(ProofMethod.MembershipPassword), face), Now).Code);
        Assert.Null(FactorChange.BindingOf(Standing(false, Of(ProofMethod.MembershipPassword), face), Now));
    }

    [Fact]
    public void Every_method_stands_in_the_table()
    {
        foreach (var method in Enum.GetValues<ProofMethod>())
            _ = FactorChange.IsStrongEnough(method, isBound: false, FactorStrength.BoundKey);
    }

    [Theory]
    [Trait("Case", "AS-08")]
    [InlineData(ProofMethod.PersonalPassword, false, false)]
    [InlineData(ProofMethod.Passkey, false, false)]
    [InlineData(ProofMethod.Passkey, true, true)]
    [InlineData(ProofMethod.AppQr, false, false)]
    [InlineData(ProofMethod.AppQr, true, true)]
    [InlineData(ProofMethod.FaceCheck, false, true)]
    public void A_key_is_bound_on_the_strength_of_presence_alone(ProofMethod method, bool isBound, bool binds)
    {
        var standing = Standing(true, Of(method, isBound: isBound), Of(ProofMethod.PersonalPassword));
        Assert.Equal(binds, FactorChange.BindingOf(standing, Now) is not null);
        Assert.Null(FactorChange.BindingOf(standing, Now.AddMinutes(5).AddTicks(1)));
        Assert.Null(FactorChange.BindingOf(standing with { Person = standing.Person with { Level = AssuranceLevel.RealName } }, Now));
    }

    [Theory]
    [Trait("Case", "AS-06")]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void A_proof_is_fresh_for_five_minutes(int seconds, bool carries) =>
        Assert.Equal(carries, FactorChange.Judge(Standing(false, Of(ProofMethod.PersonalPassword, -seconds)), Now).IsOk);

    [Fact]
    public void An_old_strong_proof_does_not_lend_its_strength_to_a_fresh_weak_one() =>
        Assert.Equal(PasskeyErrors.ProofNeeded, FactorChange.Judge(Standing(true, Of(ProofMethod.Passkey, -3600), Of(ProofMethod.PersonalPassword)), Now).Code);

    [Fact]
    public void The_newest_proof_that_carries_it_is_the_one_remembered() =>
        Assert.Equal(ProofMethod.AppQr, FactorChange.Judge(Standing(false, Of(ProofMethod.PersonalPassword, -60), Of(ProofMethod.AppQr, -30) with { AppKey = AppKeyId.New(Now) }, Of(ProofMethod.SmsCode)), Now).Value.Method);

    [Fact]
    public void A_registered_person_may_add_one()
    {
        var standing = Standing(false, Of(ProofMethod.PersonalPassword));
        Assert.True(FactorChange.Judge(standing with { Person = standing.Person with { Level = AssuranceLevel.Registered } }, Now).IsOk);
    }

    [Fact]
    public void While_factor_changes_rest_nothing_carries_one()
    {
        var standing = Standing(false, Of(ProofMethod.PersonalPassword));
        Assert.Equal(PasskeyErrors.OnHold, FactorChange.Judge(standing with { Person = standing.Person with { HoldUntil = Now.AddSeconds(1) } }, Now).Code);
        Assert.True(FactorChange.Judge(standing with { Person = standing.Person with { HoldUntil = Now } }, Now).IsOk);
    }

    [Fact]
    public void A_frozen_account_changes_nothing()
    {
        var standing = Standing(false, Of(ProofMethod.PersonalPassword));
        Assert.Equal(AuthorityReasons.Frozen, FactorChange.Judge(standing with { Person = standing.Person with { FrozenAt = Now } }, Now).Code);
    }

    private static Proof Of(ProofMethod method, int seconds = 0, bool isBound = false) => new(method, Now.AddSeconds(seconds), null, null, null)
    {
        AppKey = isBound && method == ProofMethod.AppQr ? AppKeyId.New(Now) : null,
        IsBoundPasskey = isBound && method == ProofMethod.Passkey,
    };

    private static SessionStanding Standing(bool hasPasskey, params Proof[] proofs)
    {
        var person = Sample.Person();
        return new(new Session(new SessionState(SessionId.New(Now), Now.AddMinutes(30), Now.AddHours(12), null), person.Id, [.. proofs], Now, Now), person, []) { HasPasskey = hasPasskey };
    }
}
