using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.SignIn;

/// <summary>The table of the token design, cell by cell.</summary>
public sealed class ReachTests
{
    public enum Door
    {
        Self,
        ThatMembership,
        SameUnitOtherMembership,
        OtherUnit,
    }

    [Theory]
    [InlineData(ProofMethod.PersonalPassword, AssuranceLevel.RealPerson, Door.Self, true)]
    [InlineData(ProofMethod.PersonalPassword, AssuranceLevel.RealPerson, Door.ThatMembership, false)]
    [InlineData(ProofMethod.PersonalPassword, AssuranceLevel.RealPerson, Door.SameUnitOtherMembership, false)]
    [InlineData(ProofMethod.PersonalPassword, AssuranceLevel.RealPerson, Door.OtherUnit, false)]
    [InlineData(ProofMethod.SmsCode, AssuranceLevel.RealPerson, Door.Self, true)]
    [InlineData(ProofMethod.SmsCode, AssuranceLevel.RealPerson, Door.ThatMembership, false)]
    [InlineData(ProofMethod.SmsCode, AssuranceLevel.RealPerson, Door.SameUnitOtherMembership, false)]
    [InlineData(ProofMethod.SmsCode, AssuranceLevel.RealPerson, Door.OtherUnit, false)]
    [InlineData(ProofMethod.PersonalFederated, AssuranceLevel.RealPerson, Door.Self, true)]
    [InlineData(ProofMethod.PersonalFederated, AssuranceLevel.RealPerson, Door.ThatMembership, false)]
    [InlineData(ProofMethod.PersonalFederated, AssuranceLevel.RealPerson, Door.SameUnitOtherMembership, false)]
    [InlineData(ProofMethod.PersonalFederated, AssuranceLevel.RealPerson, Door.OtherUnit, false)]
    [InlineData(ProofMethod.MembershipPassword, AssuranceLevel.RealPerson, Door.Self, false)]
    [InlineData(ProofMethod.MembershipPassword, AssuranceLevel.RealPerson, Door.ThatMembership, true)]
    [InlineData(ProofMethod.MembershipPassword, AssuranceLevel.RealPerson, Door.SameUnitOtherMembership, false)]
    [InlineData(ProofMethod.MembershipPassword, AssuranceLevel.RealPerson, Door.OtherUnit, false)]
    [InlineData(ProofMethod.CorporatePortal, AssuranceLevel.RealPerson, Door.Self, false)]
    [InlineData(ProofMethod.CorporatePortal, AssuranceLevel.RealPerson, Door.ThatMembership, true)]
    [InlineData(ProofMethod.CorporatePortal, AssuranceLevel.RealPerson, Door.SameUnitOtherMembership, false)]
    [InlineData(ProofMethod.CorporatePortal, AssuranceLevel.RealPerson, Door.OtherUnit, false)]
    [InlineData(ProofMethod.ElectronicLicence, AssuranceLevel.RealPerson, Door.Self, false)]
    [InlineData(ProofMethod.ElectronicLicence, AssuranceLevel.RealPerson, Door.ThatMembership, true)]
    [InlineData(ProofMethod.ElectronicLicence, AssuranceLevel.RealPerson, Door.SameUnitOtherMembership, false)]
    [InlineData(ProofMethod.ElectronicLicence, AssuranceLevel.RealPerson, Door.OtherUnit, false)]
    [InlineData(ProofMethod.Passkey, AssuranceLevel.RealPerson, Door.Self, true)]
    [InlineData(ProofMethod.Passkey, AssuranceLevel.RealPerson, Door.ThatMembership, true)]
    [InlineData(ProofMethod.Passkey, AssuranceLevel.RealPerson, Door.SameUnitOtherMembership, true)]
    [InlineData(ProofMethod.Passkey, AssuranceLevel.RealPerson, Door.OtherUnit, true)]
    [InlineData(ProofMethod.Passkey, AssuranceLevel.RealName, Door.Self, true)]
    [InlineData(ProofMethod.Passkey, AssuranceLevel.RealName, Door.ThatMembership, false)]
    [InlineData(ProofMethod.Passkey, AssuranceLevel.RealName, Door.SameUnitOtherMembership, false)]
    [InlineData(ProofMethod.Passkey, AssuranceLevel.RealName, Door.OtherUnit, false)]
    [InlineData(ProofMethod.Certificate, AssuranceLevel.RealPerson, Door.Self, false)]
    [InlineData(ProofMethod.Certificate, AssuranceLevel.RealPerson, Door.ThatMembership, true)]
    [InlineData(ProofMethod.Certificate, AssuranceLevel.RealPerson, Door.SameUnitOtherMembership, true)]
    [InlineData(ProofMethod.Certificate, AssuranceLevel.RealPerson, Door.OtherUnit, false)]
    [InlineData(ProofMethod.FaceCheck, AssuranceLevel.RealPerson, Door.Self, false)]
    [InlineData(ProofMethod.FaceCheck, AssuranceLevel.RealPerson, Door.ThatMembership, false)]
    [InlineData(ProofMethod.FaceCheck, AssuranceLevel.RealPerson, Door.SameUnitOtherMembership, false)]
    [InlineData(ProofMethod.FaceCheck, AssuranceLevel.RealPerson, Door.OtherUnit, false)]
    public void A_proof_opens_what_the_table_says(ProofMethod method, AssuranceLevel level, Door door, bool opens)
    {
        var own = Sample.Agent();
        var isForUnit = Reach.Of(method, level, isBound: true) is ReachScope.ThatMembership or ReachScope.ThatUnit;
        var proof = new Proof(method, Sample.Now, isForUnit ? own.Membership : null, isForUnit ? own.Unit : null, null) { IsBoundPasskey = method == ProofMethod.Passkey };
        UnitStanding? unit = door switch
        {
            Door.Self => null,
            Door.ThatMembership => own,
            Door.SameUnitOtherMembership => Sample.InInstitution(own),
            _ => Sample.Agent(2),
        };
        Assert.Equal(opens, Reach.Opens(proof, level, unit));
    }

    [Theory]
    [InlineData(AssuranceLevel.RealPerson, true, Door.Self, true)]
    [InlineData(AssuranceLevel.RealPerson, true, Door.ThatMembership, true)]
    [InlineData(AssuranceLevel.RealPerson, true, Door.SameUnitOtherMembership, true)]
    [InlineData(AssuranceLevel.RealPerson, true, Door.OtherUnit, true)]
    [InlineData(AssuranceLevel.RealPerson, false, Door.Self, true)]
    [InlineData(AssuranceLevel.RealPerson, false, Door.ThatMembership, false)]
    [InlineData(AssuranceLevel.RealPerson, false, Door.SameUnitOtherMembership, false)]
    [InlineData(AssuranceLevel.RealPerson, false, Door.OtherUnit, false)]
    [InlineData(AssuranceLevel.RealName, true, Door.Self, true)]
    [InlineData(AssuranceLevel.RealName, true, Door.ThatMembership, false)]
    [InlineData(AssuranceLevel.RealName, true, Door.SameUnitOtherMembership, false)]
    [InlineData(AssuranceLevel.RealName, true, Door.OtherUnit, false)]
    [InlineData(AssuranceLevel.RealName, false, Door.Self, true)]
    [InlineData(AssuranceLevel.RealName, false, Door.ThatMembership, false)]
    [InlineData(AssuranceLevel.RealName, false, Door.SameUnitOtherMembership, false)]
    [InlineData(AssuranceLevel.RealName, false, Door.OtherUnit, false)]
    public void The_app_opens_units_with_an_enrolled_key_of_a_real_person_alone(AssuranceLevel level, bool enrolled, Door door, bool opens)
    {
        var own = Sample.Agent();
        // As a code of the tab for units leaves it: it names the membership that was chosen, and opens the others as well.
        var proof = new Proof(ProofMethod.AppQr, Sample.Now, own.Membership, own.Unit, null) { AppKey = enrolled ? AppKeyId.New(Sample.Now) : null };
        UnitStanding? unit = door switch
        {
            Door.Self => null,
            Door.ThatMembership => own,
            Door.SameUnitOtherMembership => Sample.InInstitution(own),
            _ => Sample.Agent(2),
        };
        Assert.Equal(opens, Reach.Opens(proof, level, unit));
    }

    [Theory]
    [Trait("Case", "AS-08")]
    [InlineData(Door.Self, true)]
    [InlineData(Door.ThatMembership, false)]
    [InlineData(Door.SameUnitOtherMembership, false)]
    [InlineData(Door.OtherUnit, false)]
    public void A_passkey_that_a_password_added_opens_oneself_alone(Door door, bool opens)
    {
        var own = Sample.Agent();
        UnitStanding? unit = door switch
        {
            Door.Self => null,
            Door.ThatMembership => own,
            Door.SameUnitOtherMembership => Sample.InInstitution(own),
            _ => Sample.Agent(2),
        };
        Assert.Equal(opens, Reach.Opens(new Proof(ProofMethod.Passkey, Sample.Now, null, null, CredentialId.New(Sample.Now)), AssuranceLevel.RealPerson, unit));
    }

    [Fact]
    public void The_table_has_a_row_for_every_method() =>
        Assert.All(Enum.GetValues<ProofMethod>(), method => Assert.True(Enum.IsDefined(Reach.Of(method, AssuranceLevel.RealPerson, isBound: false))));

    [Theory]
    [InlineData(ProofMethod.MembershipPassword)]
    [InlineData(ProofMethod.Certificate)]
    public void A_bound_proof_that_names_nothing_opens_nothing(ProofMethod method)
    {
        var proof = new Proof(method, Sample.Now, null, null, null);
        Assert.False(Reach.Opens(proof, AssuranceLevel.RealPerson, Sample.Agent()));
        Assert.False(Reach.Opens(proof, AssuranceLevel.RealPerson, null));
    }
}
