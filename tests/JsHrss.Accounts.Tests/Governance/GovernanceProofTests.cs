using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Governance;

/// <summary>Which proof carries what concerns an administrator, cell by cell (R146).</summary>
public sealed class GovernanceProofTests
{
    private static readonly DateTimeOffset Now = Sample.Now;

    private readonly UnitStanding _unit = Sample.LegalRepresentative();

    [Theory]
    [Trait("Spec", "R146")]
    [Trait("Case", "AS-07")]
    [Trait("Case", "QR-02")]
    [InlineData(ProofMethod.MembershipPassword, false, true, true)]
    [InlineData(ProofMethod.FaceCheck, false, true, true)]
    [InlineData(ProofMethod.Passkey, true, true, true)]
    [InlineData(ProofMethod.Passkey, false, false, false)]
    [InlineData(ProofMethod.AppQr, true, true, true)]
    [InlineData(ProofMethod.AppQr, false, false, false)]
    [InlineData(ProofMethod.Certificate, false, true, true)]
    [InlineData(ProofMethod.PersonalPassword, false, false, true)]
    [InlineData(ProofMethod.SmsCode, false, false, false)]
    [InlineData(ProofMethod.PersonalFederated, false, false, false)]
    [InlineData(ProofMethod.CorporatePortal, false, false, false)]
    [InlineData(ProofMethod.ElectronicLicence, false, false, false)]
    public void A_proof_counts_as_the_table_says(ProofMethod method, bool isBound, bool governs, bool leaves)
    {
        // A portal sign-in of long ago opens the unit, so that it is asked at all what counts there.
        var standing = Standing(Of(ProofMethod.CorporatePortal, -3600), Of(method, isBound: isBound));
        Assert.Equal(governs ? Now : null, GovernanceProof.At(standing, _unit.Context, Now));
        Assert.Equal(leaves ? Now : null, GovernanceProof.ToLeave(standing, _unit, Now));
    }

    [Fact]
    public void Every_method_stands_in_the_table_and_what_shows_presence_counts()
    {
        foreach (var method in Enum.GetValues<ProofMethod>())
        {
            foreach (var isBound in new[] { false, true })
            {
                var proof = Of(method, isBound: isBound);
                // The class that a challenge asks for is reached by proofs that count and by no other: else a client would go round and round.
                Assert.True(GovernanceProof.Counts(method, proof.IsBound, asOneself: false) || !SessionAuthentication.IsLive(proof), $"{method} is live and does not count.");
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => GovernanceProof.Counts((ProofMethod)99, true, true));
    }

    [Fact]
    public void A_newer_proof_that_does_not_count_takes_nothing_away_and_lends_nothing()
    {
        Assert.Equal(Now.AddMinutes(-5), GovernanceProof.At(Standing(Of(ProofMethod.MembershipPassword, -300), Of(ProofMethod.CorporatePortal)), _unit.Context, Now));
        Assert.Equal(Now.AddMinutes(-5), GovernanceProof.ToLeave(Standing(Of(ProofMethod.PersonalPassword, -300), Of(ProofMethod.SmsCode)), _unit, Now));
    }

    [Fact]
    [Trait("Case", "UN-17")]
    public void The_password_of_another_unit_counts_in_that_unit_alone()
    {
        var other = Sample.LegalRepresentative(2);
        var standing = Standing(Of(ProofMethod.CorporatePortal, -60), new Proof(ProofMethod.MembershipPassword, Now, other.Membership, other.Unit, null));
        Assert.Null(GovernanceProof.At(standing, _unit.Context, Now));
        Assert.Null(GovernanceProof.ToLeave(standing, _unit, Now));
        Assert.Equal(Now, GovernanceProof.ToLeave(standing, other, Now));
    }

    [Fact]
    public void A_key_counts_for_a_real_person_alone()
    {
        var standing = Standing(Of(ProofMethod.CorporatePortal, -60), Of(ProofMethod.AppQr, isBound: true));
        var fallen = standing with { Person = standing.Person with { Level = AssuranceLevel.RealName } };
        Assert.Null(GovernanceProof.At(fallen, _unit.Context, Now));
    }

    [Theory]
    [Trait("Spec", "R146")]
    [InlineData(600, true)]
    [InlineData(601, false)]
    [InlineData(-60, true)]
    [InlineData(-61, false)]
    public void It_counts_for_ten_minutes_and_never_from_the_future(int seconds, bool isFresh) =>
        Assert.Equal(isFresh, GovernanceProof.IsFresh(Now.AddSeconds(-seconds), Now));

    [Fact]
    public void None_is_never_fresh() => Assert.False(GovernanceProof.IsFresh(null, Now));

    private Proof Of(ProofMethod method, int seconds = 0, bool isBound = false) =>
        new(method, Now.AddSeconds(seconds), Reach.Of(method, AssuranceLevel.RealPerson, isBound) == ReachScope.ThatMembership ? _unit.Membership : null, _unit.Unit, null)
        {
            AppKey = isBound && method == ProofMethod.AppQr ? AppKeyId.New(Now) : null,
            IsBoundPasskey = isBound && method == ProofMethod.Passkey,
        };

    private SessionStanding Standing(params Proof[] proofs)
    {
        var person = Sample.Person();
        return new(new Session(new SessionState(SessionId.New(Now), Now.AddMinutes(30), Now.AddHours(12), null), person.Id, [.. proofs], Now, Now), person, [_unit, Sample.LegalRepresentative(2)]);
    }
}
