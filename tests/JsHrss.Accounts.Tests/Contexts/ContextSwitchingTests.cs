using System.Collections.Immutable;
using JsHrss.Accounts.Contexts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Contexts;

/// <summary>A grant goes over into another context only as far as the sign-in it tells of reaches.</summary>
public sealed class ContextSwitchingTests
{
    private static readonly DateTimeOffset Now = Sample.Now;
    private static readonly TimeSpan LiveFor = TimeSpan.FromMinutes(30);
    private static readonly UnitStanding U1 = Sample.Agent(1);
    private static readonly UnitStanding U2 = Sample.Agent(2);
    private static readonly Proof App = new(ProofMethod.AppQr, Now, null, null, null) { AppKey = AppKeyId.New(Now) };

    [Fact]
    [Trait("Case", "RT-06")]
    public void An_app_goes_to_every_unit_and_to_oneself()
    {
        var given = SignIn(U1.Context, App);
        Assert.Equal(new ContextAnswer.Settled(U2.Context), Switch(given, U2.UnitNumber.Value, App));
        Assert.Equal(new ContextAnswer.Settled(SessionContext.Self), Switch(given, "self", App));
        Assert.Equal(new ContextAnswer.Settled(U1.Context), Switch(given, U1.UnitNumber.Value, App));
    }

    [Fact]
    [Trait("Case", "RT-06")]
    [Trait("Case", "UN-02")]
    public void A_units_password_goes_nowhere_else_even_where_another_proof_opens_it()
    {
        var (first, second) = (PasswordOf(U1, 0), PasswordOf(U2, 1));
        var given = SignIn(U1.Context, first);
        Assert.Equal(new ContextAnswer.ProofMissing(U2.Context), Switch(given, U2.UnitNumber.Value, first));
        Assert.Equal(new ContextAnswer.ProofMissing(U2.Context), Switch(given, U2.UnitNumber.Value, first, second));
        Assert.Equal(new ContextAnswer.ProofMissing(U2.Context), Switch(given, U2.UnitNumber.Value, first, App with { At = Now.AddMinutes(2) }));
        Assert.Equal(new ContextAnswer.ProofMissing(SessionContext.Self), Switch(given, "self", first));
    }

    [Fact]
    [Trait("Case", "AS-01")]
    public void What_a_certificate_of_one_unit_proved_is_not_told_of_in_another()
    {
        var (certificate, password) = (new Proof(ProofMethod.Certificate, Now, null, U1.Unit, null), PasswordOf(U2, 0));
        var given = SignIn(U1.Context, certificate);
        Assert.Equal(Acr.RealPersonLive, given.Acr);
        Assert.Equal(new ContextAnswer.ProofMissing(U2.Context), Switch(given, U2.UnitNumber.Value, certificate, password));
    }

    [Fact]
    public void A_face_check_makes_live_only_what_another_proof_opens()
    {
        var (password, face) = (PasswordOf(U1, 0), new Proof(ProofMethod.FaceCheck, Now.AddMinutes(1), null, null, null));
        var given = SignIn(U1.Context, password, face);
        Assert.Equal(Acr.RealPersonLive, given.Acr);
        Assert.IsType<ContextAnswer.ProofMissing>(Switch(given, U2.UnitNumber.Value, password, face));
        Assert.IsType<ContextAnswer.ProofMissing>(Switch(given, "self", password, face));
    }

    [Fact]
    [Trait("Case", "UN-02")]
    public void A_face_check_shared_by_two_passwords_carries_neither_over()
    {
        var (first, second, face) = (PasswordOf(U1, 0), PasswordOf(U2, 1), new Proof(ProofMethod.FaceCheck, Now.AddMinutes(2), null, null, null));
        var given = SignIn(U1.Context, first, second, face);
        Assert.Equal((Acr.RealPersonLive, face.At), (given.Acr, given.At));
        Assert.Equal(new ContextAnswer.ProofMissing(U2.Context), Switch(given, U2.UnitNumber.Value, first, second, face));
        Assert.Equal(new ContextAnswer.Settled(U1.Context), Switch(given, U1.UnitNumber.Value, first, second, face));
    }

    [Fact]
    [Trait("Case", "RT-06")]
    public void A_face_check_goes_along_with_a_proof_that_opens_both()
    {
        var face = new Proof(ProofMethod.FaceCheck, Now.AddMinutes(2), null, null, null);
        Assert.Equal(new ContextAnswer.Settled(U2.Context), Switch(SignIn(U1.Context, App, face), U2.UnitNumber.Value, App, face));
        Assert.Equal(new ContextAnswer.ProofMissing(U2.Context), Switch(SignIn(U1.Context, App, PasswordOf(U1, 1), face), U2.UnitNumber.Value, App, PasswordOf(U1, 1), PasswordOf(U2, 1), face));
    }

    [Fact]
    [Trait("Case", "RT-09")]
    public void An_acr_that_decayed_since_is_still_what_the_grant_tells()
    {
        var given = SignIn(U1.Context, App);
        var later = Ask(U2.UnitNumber.Value, App) with { Now = Now.AddHours(5) };
        Assert.Equal(new ContextAnswer.Settled(U2.Context), ContextSwitching.Decide(later, given, LiveFor));
    }

    [Fact]
    [Trait("Case", "UN-01")]
    public void A_unit_of_nobody_or_closed_is_not_served()
    {
        var given = SignIn(U1.Context, App);
        Assert.Equal(new ContextAnswer.NoneServed(ContextReasons.HintUnknown), Switch(given, "13159999", App));
        Assert.Equal(new ContextAnswer.NoneServed(ContextReasons.HintUnknown), Switch(given, "'; drop table unit; --", App));
        Assert.Equal(new ContextAnswer.NoneServed(ContextReasons.UnitNotServed), ContextSwitching.Decide(Ask(U2.UnitNumber.Value, App) with { AsksUnit = false }, given, LiveFor));
        var ended = Ask(U2.UnitNumber.Value, App);
        ended = ended with { Standing = ended.Standing with { Units = [U1, U2 with { Mandate = Sample.Mandate(-10, -1) }] } };
        Assert.Equal(new ContextAnswer.NoneServed(AuthorityReasons.Ended), ContextSwitching.Decide(ended, given, LiveFor));
    }

    private static Proof PasswordOf(UnitStanding unit, int minute) => new(ProofMethod.MembershipPassword, Now.AddMinutes(minute), unit.Membership, unit.Unit, null);

    private static ContextAnswer Switch(GrantedSignIn given, string hint, params ImmutableArray<Proof> proofs) => ContextSwitching.Decide(Ask(hint, proofs), given, LiveFor);

    private static GrantedSignIn SignIn(SessionContext context, params ImmutableArray<Proof> proofs)
    {
        var reached = SessionAuthentication.Of(Ask("self", proofs).Standing, context, Now - LiveFor, Now);
        return new GrantedSignIn(reached.Acr, reached.Amr, reached.At, context);
    }

    private static ContextQuestion Ask(string hint, params ImmutableArray<Proof> proofs)
    {
        var person = Sample.Person();
        var session = new Session(new SessionState(SessionId.New(Now), Now.AddHours(12), Now.AddHours(12), null), person.Id, proofs, Now, Now);
        return new ContextQuestion { Standing = new SessionStanding(session, person, [U1, U2]), Now = Now, ServesPersons = true, ServesUnits = true, AsksUnit = true, InstitutionAware = true, Hint = hint };
    }
}
