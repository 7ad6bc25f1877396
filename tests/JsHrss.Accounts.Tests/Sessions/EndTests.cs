using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Sessions;

public sealed class EndTests
{
    private readonly HandMovedTime _clock = new();
    private readonly InMemorySessions _sessions = new();
    private readonly PersonStanding _person = Sample.Person();

    public EndTests() => _sessions.Persons[_person.Id] = _person;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<ProofMethod, bool, bool> Openings => new()
    {
        // method, stops with self, stops with the unit it was proven for
        { ProofMethod.PersonalPassword, true, false },
        { ProofMethod.SmsCode, true, false },
        { ProofMethod.PersonalFederated, true, false },
        { ProofMethod.MembershipPassword, false, true },
        { ProofMethod.CorporatePortal, false, true },
        { ProofMethod.ElectronicLicence, false, true },
        { ProofMethod.Certificate, false, true },
        { ProofMethod.AppQr, false, false },
        { ProofMethod.Passkey, false, false },
        { ProofMethod.FaceCheck, false, false },
    };

    [Theory]
    [MemberData(nameof(Openings))]
    public void A_proof_stops_with_a_context_when_it_opens_no_other(ProofMethod method, bool withSelf, bool withUnit)
    {
        var (unit, other) = (Sample.Agent(), Sample.Agent(2));
        var standing = Standing([unit, other], Proof(method, unit));
        Assert.Equal(withSelf, !EndContext.OpeningOnly(standing, SessionContext.Self, _clock.Now).IsEmpty);
        Assert.Equal(withUnit, !EndContext.OpeningOnly(standing, unit.Context, _clock.Now).IsEmpty);
        Assert.Empty(EndContext.OpeningOnly(standing, other.Context, _clock.Now));
    }

    [Fact]
    public void A_proof_of_a_unit_that_also_opens_its_institution_goes_on()
    {
        var unit = Sample.Agent();
        var institution = Sample.InInstitution(unit);
        var standing = Standing([unit, institution], Proof(ProofMethod.Certificate, unit));
        Assert.Empty(EndContext.OpeningOnly(standing, unit.Context, _clock.Now));
        Assert.Empty(EndContext.OpeningOnly(standing, institution.Context, _clock.Now));
    }

    [Fact]
    public void A_scan_of_somebody_without_units_opens_nothing_else() =>
        Assert.Single(EndContext.OpeningOnly(Standing([], Proof(ProofMethod.AppQr, null)), SessionContext.Self, _clock.Now));

    [Fact]
    public async Task Leaving_a_context_is_a_fact_of_its_own_and_leaving_the_last_ends_the_session()
    {
        var unit = Sample.Agent();
        var standing = await BegunAsync(unit);
        var end = new EndContext(_sessions, _clock);

        Assert.False(await end.HandleAsync(standing, unit.Context, RequestOrigin.Unknown, Ct));
        var left = Assert.Single(_sessions.Facts);
        Assert.Equal((FactCodes.ContextEnded, unit.Membership, unit.Unit), (left.Code, left.Membership!.Value, left.Unit!.Value));

        Assert.True(await end.HandleAsync(standing with { Session = _sessions.Of(standing.Session.Id) }, SessionContext.Self, RequestOrigin.Unknown, Ct));
        Assert.Equal([FactCodes.ContextEnded, FactCodes.ContextEnded, FactCodes.SessionEnded], _sessions.Facts.Select(fact => fact.Code));
    }

    [Fact]
    public async Task Everywhere_tells_of_the_whole_and_of_each_session()
    {
        var first = await BegunAsync(Sample.Agent());
        await BegunAsync(Sample.Agent());
        await new EndEverywhere(_sessions, _clock).HandleAsync(_person.Id, SessionEnds.SignOutEverywhere, RequestOrigin.Unknown, Ct);
        Assert.Equal([FactCodes.AllSessionsEnded, FactCodes.SessionEnded, FactCodes.SessionEnded], _sessions.Facts.Select(fact => fact.Code));
        Assert.All(_sessions.Facts, fact => Assert.Equal(SessionEnds.SignOutEverywhere, fact.Reason));
        Assert.NotNull(_sessions.Of(first.Session.Id).State.EndedAt);
    }

    /// <summary>A session with a personal proof and one for the unit.</summary>
    private async Task<SessionStanding> BegunAsync(UnitStanding unit)
    {
        var (handle, _) = SessionHandle.Mint(_clock.Now);
        var personal = Proof(ProofMethod.PersonalPassword, null);
        await _sessions.BeginAsync(
            new SessionBegun(handle, _person.Id, personal, _clock.Now, _clock.Now.AddMinutes(30), _clock.Now.AddHours(12), RequestOrigin.Unknown, null, []), Ct);
        await _sessions.JoinProofAsync(new ProofJoined(handle, handle, Proof(ProofMethod.MembershipPassword, unit), _clock.Now, _clock.Now.AddMinutes(30), []), Ct);
        return new SessionStanding(_sessions.Of(handle.Id), _person, [unit]);
    }

    private SessionStanding Standing(ImmutableArray<UnitStanding> units, params ImmutableArray<Proof> proofs) => new(
        new Session(new SessionState(SessionId.New(_clock.Now), _clock.Now, _clock.Now, null), _person.Id, proofs, _clock.Now, _clock.Now), _person, units);

    private Proof Proof(ProofMethod method, UnitStanding? unit) => new(method, _clock.Now, unit?.Membership, unit?.Unit, null) { AppKey = method == ProofMethod.AppQr ? AppKeyId.New(_clock.Now) : null, IsBoundPasskey = method == ProofMethod.Passkey };
}
