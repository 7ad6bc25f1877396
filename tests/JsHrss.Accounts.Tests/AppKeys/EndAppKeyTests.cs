using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passkeys;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.AppKeys;

/// <summary>Who ends the enrolment of a phone.</summary>
public sealed class EndAppKeyTests
{
    private readonly HandMovedTime _clock = new();
    private readonly InMemoryTickets _store = new();
    private readonly PersonStanding _person = Sample.Person();
    private readonly AppKey _key;

    public EndAppKeyTests() => _store.Keys.Add(_key = new AppKey(AppKeyId.New(_clock.Now), _person.Id, new string('a', 43), _clock.Now, FaceCheckId.New(_clock.Now)));

    [Theory]
    [Trait("Case", "AS-06")]
    [InlineData(ProofMethod.PersonalPassword)]
    [InlineData(ProofMethod.Passkey)]
    [InlineData(ProofMethod.SmsCode)]
    public async Task A_weaker_proof_ends_no_phone(ProofMethod method)
    {
        Assert.Equal(PasskeyErrors.ProofNeeded, (await EndAsync(_person, new Proof(method, _clock.Now, null, null, null))).Code);
        Assert.Single(_store.Keys);
    }

    [Fact]
    public async Task A_face_check_ends_it_and_leaves_a_fact()
    {
        var face = new Proof(ProofMethod.FaceCheck, _clock.Now, null, null, null);
        Assert.Equal(AppKeyErrors.Unknown, (await EndAsync(Sample.Person(), face)).Code); // another person's phone
        Assert.Equal(_key.Id, (await EndAsync(_person, face)).Value);
        Assert.Empty(_store.Keys);
        Assert.Equal((FactCodes.AppKeyEnded, _key.Id.ToString()), (_store.Facts[^1].Code, _store.Facts[^1].Detail["app_key"]));
        Assert.Equal(AppKeyErrors.Unknown, (await EndAsync(_person, face)).Code);
    }

    private async Task<Result<AppKeyId>> EndAsync(PersonStanding person, Proof proof)
    {
        var session = new Session(new SessionState(SessionId.New(_clock.Now), _clock.Now.AddMinutes(30), _clock.Now.AddHours(12), null), person.Id, [new Proof(ProofMethod.PersonalPassword, _clock.Now.AddHours(-1), null, null, null), proof], _clock.Now, _clock.Now);
        return await new EndAppKey(_store, _clock).HandleAsync(new SessionStanding(session, person, []) { HasEnrolledPhone = true, HasPasskey = true }, _key.Id, RequestOrigin.Unknown, TestContext.Current.CancellationToken);
    }
}
