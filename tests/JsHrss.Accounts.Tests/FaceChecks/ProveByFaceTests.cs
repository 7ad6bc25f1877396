using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.FaceChecks;

public sealed class ProveByFaceTests
{
    private readonly HandMovedTime clock = new();
    private readonly InMemoryFaceChecks checks = new();
    private readonly InMemorySessions sessions = new();
    private readonly PersonStanding sun = Sample.Person(AssuranceLevel.RealName);

    public ProveByFaceTests()
    {
        sessions.Persons.Add(sun.Id, sun);
        sessions.SpendFace = checks.Spend;
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "QR-15")]
    [Trait("Case", "RT-15")]
    public async Task A_pass_joins_its_own_session_once_under_a_new_secret()
    {
        var (standing, cookie) = await BeginAsync();
        var check = Passed(ProveByFace.FlowOf(standing.Session.Id));
        var (other, otherCookie) = await BeginAsync();
        Assert.Equal(FaceErrors.Unknown, (await TakeAsync(other, otherCookie, check)).Code);
        Assert.Equal(FaceErrors.Unknown, (await TakeAsync(standing, otherCookie, check)).Code);
        Assert.Equal(FaceErrors.Unknown, (await TakeAsync(standing, null, check)).Code);

        var opened = (await TakeAsync(standing, cookie, check)).Value;
        Assert.NotEqual(cookie, opened.Cookie);
        var proof = sessions.Of(standing.Session.Id).Proofs[^1];
        Assert.Equal((ProofMethod.FaceCheck, checks.Rows[check].PassedAt), (proof.Method, proof.At));
        Assert.Equal(FactCodes.ProofJoined, sessions.Facts[^1].Code);
        Assert.Equal(FaceErrors.Over, (await TakeAsync(standing, opened.Cookie, check)).Code);
        Assert.Equal(2, sessions.Of(standing.Session.Id).Proofs.Length);
    }

    [Fact]
    [Trait("Case", "AS-11")]
    public async Task What_did_not_pass_or_came_too_late_joins_nothing()
    {
        var (standing, cookie) = await BeginAsync();
        var check = Passed(ProveByFace.FlowOf(standing.Session.Id));
        checks.Rows[check] = checks.Rows[check] with { State = FaceCheckState.Created };
        Assert.Equal(FaceErrors.NotPassed, (await TakeAsync(standing, cookie, check)).Code);
        checks.Rows[check] = checks.Rows[check] with { State = FaceCheckState.Failed };
        Assert.Equal(FaceErrors.NotPassed, (await TakeAsync(standing, cookie, check)).Code);
        checks.Rows[check] = checks.Rows[check] with { State = FaceCheckState.Replaced };
        Assert.Equal(FaceErrors.Over, (await TakeAsync(standing, cookie, check)).Code);
        checks.Rows[check] = checks.Rows[check] with { State = FaceCheckState.Passed };
        clock.Pass(FaceCheck.Window);
        Assert.Equal(FaceErrors.Expired, (await TakeAsync(standing, cookie, check)).Code);
        Assert.Single(sessions.Of(standing.Session.Id).Proofs);
    }

    private async Task<Result<SessionOpened>> TakeAsync(SessionStanding standing, string? cookie, FaceCheckId check) =>
        await new ProveByFace(checks, sessions, new SessionOptions(), clock).HandleAsync(standing, cookie, check, RequestOrigin.Unknown, Ct);

    private async Task<(SessionStanding Standing, string Cookie)> BeginAsync()
    {
        var (handle, cookie) = SessionHandle.Mint(clock.Now);
        var proof = new Proof(ProofMethod.PersonalPassword, clock.Now, null, null, CredentialId.New(clock.Now));
        await sessions.BeginAsync(new SessionBegun(handle, sun.Id, proof, clock.Now, clock.Now.AddHours(1), clock.Now.AddHours(12), RequestOrigin.Unknown, null, []), Ct);
        return ((await sessions.FindAsync(handle, Ct))!, cookie);
    }

    private FaceCheckId Passed(FaceFlow flow)
    {
        var check = new FaceCheck
        {
            Id = FaceCheckId.New(clock.Now),
            Flow = flow,
            Person = sun.Id,
            Subject = new FaceSubject(sun.Profile.Value.Name, sun.Profile.Value.Document),
            Channel = FaceChannels.Alipay,
            Order = FaceOrderNumber.Next(),
            State = FaceCheckState.Passed,
            CreatedAt = clock.Now,
            PassedAt = clock.Now,
            EndsAt = clock.Now + FaceCheck.Window,
        };
        checks.Rows.Add(check.Id, check);
        return check.Id;
    }
}
