using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Sessions;

public sealed class SessionTests
{
    private readonly HandMovedTime _clock = new();
    private readonly InMemorySessions _sessions = new();
    private readonly SessionOptions _options = new();
    private readonly PersonStanding _person = Sample.Person();
    private readonly PersonStanding _other = Sample.Person();

    public SessionTests()
    {
        _sessions.Persons[_person.Id] = _person;
        _sessions.Persons[_other.Id] = _other;
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private SignInOutcome.Proven Personal(PersonStanding? person = null) =>
        new((person ?? _person).Id, new Proof(ProofMethod.PersonalPassword, _clock.Now, null, null, null));

    private SignInOutcome.Proven Member(UnitStanding unit) =>
        new(_person.Id, new Proof(ProofMethod.MembershipPassword, _clock.Now, unit.Membership, unit.Unit, null));

    private async Task<SessionOpened?> Take(SignInOutcome.Proven proven, string? cookie) =>
        await new JoinProof(_sessions, new BeginSession(_sessions, _options, _clock), _options, _clock).HandleAsync(proven, cookie, RequestOrigin.Unknown, Ct);

    private async Task<SessionStanding?> Read(string? cookie, bool isUse = false) =>
        await new ReadSession(_sessions, _options, _clock).HandleAsync(cookie, isUse, Ct);

    [Fact]
    public async Task A_proof_without_a_session_begins_one()
    {
        var opened = (await Take(Personal(), null))!;
        var read = (await Read(opened.Cookie))!;
        Assert.Equal(_person.Id, read.Session.Person);
        Assert.Equal(_clock.Now.AddMinutes(30), read.Session.State.IdleUntil);
        Assert.Equal(_clock.Now.AddHours(12), read.Session.State.AbsoluteUntil);
        Assert.Single(read.Session.Proofs);
        Assert.Equal(FactCodes.SessionBegun, Assert.Single(_sessions.Facts).Code);
    }

    [Fact]
    [Trait("Case", "RT-15")]
    public async Task A_further_proof_of_the_same_person_joins_under_a_new_secret()
    {
        var first = (await Take(Personal(), null))!;
        _clock.Pass(TimeSpan.FromMinutes(10));
        var second = (await Take(Member(Sample.Agent()), first.Cookie))!;
        Assert.Equal(first.Id, second.Id);
        Assert.NotEqual(first.Cookie, second.Cookie);
        Assert.Null(await Read(first.Cookie));
        var read = (await Read(second.Cookie))!;
        Assert.Equal([ProofMethod.PersonalPassword, ProofMethod.MembershipPassword], read.Session.Proofs.Select(proof => proof.Method));
        Assert.Equal(_clock.Now.AddMinutes(30), read.Session.State.IdleUntil);
        Assert.Equal(_clock.Now.AddMinutes(-10).AddHours(12), read.Session.State.AbsoluteUntil);
    }

    [Fact]
    [Trait("Case", "RT-15")]
    public async Task A_session_prepared_by_somebody_else_is_never_taken_over()
    {
        var (_, planted) = SessionHandle.Mint(_clock.Now);
        var opened = (await Take(Personal(), planted))!;
        Assert.NotEqual(SessionHandle.Read(planted)!.Id, opened.Id);
        Assert.Null(await Read(planted));
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task Another_persons_proof_begins_another_session_and_ends_the_first()
    {
        var first = (await Take(Personal(), null))!;
        var second = (await Take(Personal(_other), first.Cookie))!;
        Assert.NotEqual(first.Id, second.Id);
        Assert.Null(await Read(first.Cookie));
        Assert.Equal(_clock.Now, _sessions.Of(first.Id).State.EndedAt);
        var read = (await Read(second.Cookie))!;
        Assert.Equal(_other.Id, read.Session.Person);
        Assert.Single(read.Session.Proofs);
        Assert.Contains(_sessions.Facts, fact => fact is { Code: FactCodes.SessionEnded, Reason: SessionEnds.Replaced });
    }

    [Fact]
    public async Task Of_two_tabs_that_prove_at_once_one_joins_and_the_other_is_sent_on()
    {
        var first = (await Take(Personal(), null))!;
        SessionOpened? winner = null;
        _sessions.BeforeJoin = async () => winner = await Take(Member(Sample.Agent(1)), first.Cookie);
        Assert.Null(await Take(Member(Sample.Agent(2)), first.Cookie));
        Assert.NotNull(await Read(winner!.Cookie));
        Assert.Equal(2, _sessions.Of(first.Id).Proofs.Length);
    }

    [Fact]
    [Trait("Case", "RT-22")]
    public async Task Use_moves_the_idle_end_at_most_once_a_minute_and_polls_never()
    {
        var opened = (await Take(Personal(), null))!;
        var begun = _clock.Now;
        _clock.Pass(TimeSpan.FromSeconds(59));
        await Read(opened.Cookie, isUse: true);
        Assert.Equal(begun.AddMinutes(30), _sessions.Of(opened.Id).State.IdleUntil);
        _clock.Pass(TimeSpan.FromMinutes(10));
        await Read(opened.Cookie);
        Assert.Equal(begun.AddMinutes(30), _sessions.Of(opened.Id).State.IdleUntil);
        await Read(opened.Cookie, isUse: true);
        Assert.Equal(_clock.Now.AddMinutes(30), _sessions.Of(opened.Id).State.IdleUntil);
    }

    [Fact]
    [Trait("Case", "RT-22")]
    public async Task An_idle_session_is_over_and_a_proof_begins_a_new_one()
    {
        var opened = (await Take(Personal(), null))!;
        _clock.Pass(TimeSpan.FromMinutes(30));
        Assert.Null(await Read(opened.Cookie, isUse: true));
        var again = (await Take(Personal(), opened.Cookie))!;
        Assert.NotEqual(opened.Id, again.Id);
        Assert.NotNull(_sessions.Of(opened.Id).State.EndedAt);
    }

    [Fact]
    [Trait("Case", "RT-07")]
    public async Task No_use_carries_a_session_past_its_absolute_end()
    {
        var opened = (await Take(Personal(), null))!;
        for (var i = 0; i < 35; i++)
        {
            _clock.Pass(TimeSpan.FromMinutes(20));
            Assert.NotNull(await Read(opened.Cookie, isUse: true));
        }

        _clock.Pass(TimeSpan.FromMinutes(20));
        Assert.Null(await Read(opened.Cookie, isUse: true));
    }

    [Fact]
    public async Task Signing_out_ends_it_once()
    {
        var opened = (await Take(Personal(), null))!;
        var end = new EndSession(_sessions, _clock);
        await end.HandleAsync(opened.Id, _person.Id, SessionEnds.SignOut, RequestOrigin.Unknown, Ct);
        var endedAt = _sessions.Of(opened.Id).State.EndedAt;
        _clock.Pass(TimeSpan.FromMinutes(1));
        await end.HandleAsync(opened.Id, _person.Id, SessionEnds.SignOut, RequestOrigin.Unknown, Ct);
        Assert.Equal(endedAt, _sessions.Of(opened.Id).State.EndedAt);
        Assert.Null(await Read(opened.Cookie));
    }

    [Fact]
    public async Task A_frozen_person_has_no_session()
    {
        var opened = (await Take(Personal(), null))!;
        _sessions.Persons[_person.Id] = _person with { FrozenAt = _clock.Now };
        Assert.Null(await Read(opened.Cookie));
    }

    [Theory]
    [Trait("Case", "HT-14")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("ＡAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_hostile_cookie_is_nobody(string? cookie) => Assert.Null(await Read(cookie));

    [Fact]
    public async Task The_key_without_its_secret_is_nobody()
    {
        var opened = (await Take(Personal(), null))!;
        Assert.Null(await Read(SessionHandle.MintFor(opened.Id).Text));
    }

    [Fact]
    public void A_handle_keeps_the_digest_only()
    {
        var (handle, text) = SessionHandle.Mint(_clock.Now);
        Assert.Equal(64, text.Length);
        Assert.Equal(32, handle.SecretDigest.Length);
        Assert.Equal(handle.Id, SessionHandle.Read(text)!.Id);
        Assert.True(SessionHandle.Read(text)!.Proves(handle.SecretDigest.Span));
        Assert.DoesNotContain(text, handle.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(text, new SessionOpened(handle.Id, text).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_say_what_is_wrong_with_them()
    {
        Assert.Empty(new SessionOptions().Validate());
        Assert.Single(new SessionOptions { Idle = TimeSpan.Zero }.Validate());
        Assert.Contains("Sessions:Idle", Assert.Single(new SessionOptions { Idle = TimeSpan.FromSeconds(119) }.Validate()), StringComparison.Ordinal); // use is noted once a minute
        Assert.Empty(new SessionOptions { Idle = TimeSpan.FromMinutes(2) }.Validate());
        Assert.Single(new SessionOptions { Absolute = TimeSpan.FromMinutes(1) }.Validate());
        Assert.Single(new SessionOptions { LiveFor = TimeSpan.Zero }.Validate());
        Assert.Single(new SessionOptions { LiveFor = TimeSpan.FromDays(2) }.Validate());
    }
}
