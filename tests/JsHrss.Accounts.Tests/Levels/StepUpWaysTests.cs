using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Levels;

/// <summary>What can be reached by proving more.</summary>
public sealed class StepUpWaysTests
{
    private static readonly DateTimeOffset Now = Sample.Now;

    [Theory]
    [InlineData(AssuranceLevel.RealPerson, true, true, Acr.RealPersonLive)]
    [InlineData(AssuranceLevel.RealPerson, true, false, Acr.RealPersonLive)]
    [InlineData(AssuranceLevel.RealPerson, false, true, Acr.RealPersonLive)]
    [InlineData(AssuranceLevel.RealPerson, false, false, Acr.RealPerson)]
    [InlineData(AssuranceLevel.RealName, true, false, Acr.RealName)]
    [InlineData(AssuranceLevel.RealName, false, true, Acr.RealPersonLive)]
    [InlineData(AssuranceLevel.RealName, false, false, Acr.RealName)]
    [InlineData(AssuranceLevel.Registered, true, true, Acr.Registered)]
    public void A_key_serves_real_persons_and_a_face_everybody_whose_name_is_known(AssuranceLevel level, bool hasKey, bool hasChannel, string acr)
    {
        var ways = Ways(hasChannel);
        foreach (var standing in new[] { Standing(Sample.Person(level)) with { HasEnrolledPhone = hasKey }, Standing(Sample.Person(level)) with { HasBoundPasskey = hasKey, HasPasskey = hasKey } })
            Assert.Equal(acr, ways.HighestOf(standing, Now));
    }

    [Fact]
    public void A_passkey_that_a_password_added_reaches_nothing() =>
        Assert.Equal(Acr.RealPerson, Ways(false).HighestOf(Standing(Sample.Person()) with { HasPasskey = true }, Now));

    [Fact]
    public void Evidence_that_has_ended_is_renewed_by_a_face_and_a_hold_is_not_lifted_by_one()
    {
        var person = Sample.Person() with { RealPersonUntil = Now };
        Assert.True(Ways(true).ByFace(person, Now));
        Assert.False(StepUpWays.ByPhone(Standing(person) with { HasEnrolledPhone = true }, Now));
        Assert.False(Ways(true).ByFace(person with { CappedAtLevel = AssuranceLevel.RealName, HoldUntil = Now.AddHours(1) }, Now));
        Assert.True(Ways(true).ByFace(person with { CappedAtLevel = AssuranceLevel.RealName, HoldUntil = Now }, Now));
    }

    private static StepUpWays Ways(bool hasChannel) => new(new FaceChannels(hasChannel ? [new Everybody()] : [], new FaceOptions()));

    private static SessionStanding Standing(PersonStanding person) => new(
        new Session(new SessionState(SessionId.New(Now), Now.AddMinutes(30), Now.AddHours(12), null), person.Id, [new Proof(ProofMethod.PersonalPassword, Now, null, null, null)], Now, Now), person, []);

    private sealed class Everybody : IFaceChannel
    {
        public string Code => FaceChannels.Alipay;

        public bool Serves(IdDocumentType type) => true;

        public Task<FaceStart> StartAsync(FaceSubject subject, FaceOrderNumber order, CancellationToken ct) => throw new NotSupportedException();

        public Task<FaceAnswer> AskAsync(FaceReference reference, FaceSubject expected, CancellationToken ct) => throw new NotSupportedException();
    }
}
