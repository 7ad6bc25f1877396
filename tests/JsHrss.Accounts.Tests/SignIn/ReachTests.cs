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
    [InlineData(ProofMethod.AppQr, AssuranceLevel.RealName, Door.Self, true)]
    [InlineData(ProofMethod.AppQr, AssuranceLevel.RealName, Door.ThatMembership, true)]
    [InlineData(ProofMethod.AppQr, AssuranceLevel.RealName, Door.SameUnitOtherMembership, true)]
    [InlineData(ProofMethod.AppQr, AssuranceLevel.RealName, Door.OtherUnit, true)]
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
    public void A_proof_opens_what_the_table_says(ProofMethod method, AssuranceLevel level, Door door, bool opens)
    {
        var own = Sample.Agent();
        var isBound = Reach.Of(method, level) is ReachScope.ThatMembership or ReachScope.ThatUnit;
        var proof = new Proof(method, Sample.Now, isBound ? own.Membership : null, isBound ? own.Unit : null, null);
        UnitStanding? unit = door switch
        {
            Door.Self => null,
            Door.ThatMembership => own,
            Door.SameUnitOtherMembership => Sample.InInstitution(own),
            _ => Sample.Agent(2),
        };
        Assert.Equal(opens, Reach.Opens(proof, level, unit));
    }

    [Fact]
    public void The_table_has_a_row_for_every_method() =>
        Assert.All(Enum.GetValues<ProofMethod>(), method => Assert.True(Enum.IsDefined(Reach.Of(method, AssuranceLevel.RealPerson))));

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
