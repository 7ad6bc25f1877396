using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Tests.Support;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Units;

public sealed class UnitTests
{
    private static readonly DateTimeOffset Now = Sample.Now;

    private static Mandate Everything => Sample.Mandate() with { Scope = MandateScope.All };

    [Fact]
    [Trait("Spec", "R122")]
    public void Roles_carry_the_mandates_that_suit_them()
    {
        var (id, person, unit) = (MembershipId.New(Now), PersonId.New(), UnitId.New(Now));
        Assert.Null(UnitMember.LegalRepresentative(id, person, unit, MembershipLink.Registry, Now).Mandate);
        Assert.True(UnitMember.Administrator(id, person, unit, MembershipLink.Delegated, Everything, Now).Mandate!.Scope.IsAll);
        Assert.False(UnitMember.Agent(id, person, unit, MembershipLink.Delegated, Sample.Mandate(), Now).Mandate!.Scope.IsAll);
        Assert.Throws<ArgumentException>(() => UnitMember.Administrator(id, person, unit, MembershipLink.Delegated, Sample.Mandate(), Now));
        Assert.Throws<ArgumentException>(() => UnitMember.Agent(id, person, unit, MembershipLink.Delegated, Everything, Now));
    }

    [Fact]
    [Trait("Spec", "R121")]
    public void One_representative_one_administrator_ten_agents() =>
        Assert.Equal((1, 1, 10), (UnitLimits.LegalRepresentatives, UnitLimits.Administrators, UnitLimits.Agents));

    [Fact]
    public void Scopes_are_equal_by_what_they_hold()
    {
        var (a, b) = (BusinessItemCode.Read("SI-0101").Value, BusinessItemCode.Read("SI-0102").Value);
        Assert.Equal(MandateScope.Of([a, b]), MandateScope.Of([b, a, b]));
        Assert.Equal(MandateScope.Of([a, b]).GetHashCode(), MandateScope.Of([b, a]).GetHashCode());
        Assert.NotEqual(MandateScope.Of([a]), MandateScope.Of([b]));
        Assert.NotEqual(MandateScope.All, MandateScope.None);
        Assert.Equal(MandateScope.None, MandateScope.Of([]));
        Assert.Equal("*", MandateScope.All.ToString());
        Assert.Equal("SI-0101 SI-0102", MandateScope.Of([b, a]).ToString());
    }

    [Fact]
    [Trait("Spec", "R26")]
    public void A_face_alone_makes_nobody_a_real_person()
    {
        var person = new Person { Id = PersonId.New(), Name = PersonName.Read("钱示注").Value, Document = Sample.Document("321300194910019991"), CreatedAt = Now, UpdatedAt = Now };
        var face = new AssuranceEvidence(AssuranceLevel.RealPerson, AssuranceMethod.FaceCheck, Now, "sandbox-face");
        var match = new AssuranceEvidence(AssuranceLevel.RealName, AssuranceMethod.RegisterMatch, Now, "population-register");
        Assert.Equal(PeopleErrors.LevelNeedsRealName, person.Establish(face).Code);
        var real = person.Establish(match).Value.Establish(face).Value;
        Assert.Equal((AssuranceLevel.RealPerson, 2, 3), (real.Level, real.Evidence.Length, real.Version));
        Assert.Equal(AssuranceLevel.RealPerson, real.Establish(match).Value.Level);
        Assert.DoesNotContain("示注", real.ToString(), StringComparison.Ordinal);
    }
}
