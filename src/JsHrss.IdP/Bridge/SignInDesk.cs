using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.IdP.Challenges;
using JsHrss.IdP.Metrics;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Bridge;

/// <summary>Sign-in for the pages, over the domain's use cases.</summary>
internal sealed class SignInDesk(SignInWithPassword persons, SignInToUnit units, ProvenBrowser proofs, BrowserSession sessions, ChallengeDesk challenges, ServerMeter meter, TimeProvider clock) : ISignInDesk
{
    public async ValueTask<SignInResult> SignInPersonAsync(HttpContext browser, PersonForm form, CancellationToken ct) =>
        await ResultAsync(browser, "person_password", await persons.HandleAsync(
            new PasswordSignIn(form.Account, form.Password, AccountKind.Read(form.AccountKind), HttpRequestOrigin.Of(browser)) { Challenge = challenges.AnswerOf(browser, form.Challenge) }, ct), ct);

    public async ValueTask<SignInResult> SignInUnitAsync(HttpContext browser, UnitForm form, CancellationToken ct) =>
        await ResultAsync(
            browser,
            "unit_password",
            await units.HandleAsync(new UnitSignIn(form.UnitCode, form.Account, form.Password, UnitKind(form.UnitKind), AccountKind.Read(form.AccountKind), HttpRequestOrigin.Of(browser)) { Challenge = challenges.AnswerOf(browser, form.Challenge) }, ct),
            ct);

    public ValueTask<SignedInPerson?> CurrentAsync(HttpContext browser, CancellationToken ct) => ReadAsync(browser, isUse: true, ct);

    public ValueTask<SignedInPerson?> GlimpseAsync(HttpContext browser, CancellationToken ct) => ReadAsync(browser, isUse: false, ct);

    /// <summary>Takes a proof into the browser's session, and says in the pages' words how an attempt ended.</summary>
    public async ValueTask<SignInResult> ResultAsync(HttpContext browser, string way, SignInOutcome outcome, CancellationToken ct)
    {
        meter.SignIn(way, outcome);
        switch (outcome)
        {
            case SignInOutcome.Proven proven:
                await proofs.TakeAsync(browser, proven, ct);
                ChallengeCookie.Delete(browser);
                return new SignInResult.Done(new SessionContext(proven.Proof.Membership).ToString());
            case SignInOutcome.WrongAccountOrPassword wrong:
                return new SignInResult.Wrong(wrong.LocksAfter) { ChallengeNext = wrong.ChallengeNext };
            case SignInOutcome.ChallengeNeeded needed:
                return new SignInResult.ChallengeNeeded(needed.WasAnswered, needed.QuestionsUsedUp);
            case SignInOutcome.TooMany many:
                return new SignInResult.TooMany(many.Until);
            case SignInOutcome.Locked locked:
                return new SignInResult.Locked(locked.Until);
            case SignInOutcome.MandateNotCurrent:
                return new SignInResult.MandateNotInForce();
            case SignInOutcome.NotServed refused:
                return new SignInResult.Refused(refused.Reason);
            case SignInOutcome.PasswordMustChange:
                return new SignInResult.Refused("initial_password");
            case SignInOutcome.InitialPasswordExpired:
                return new SignInResult.Refused("initial_password_expired");
            case SignInOutcome.Ambiguous { Units.IsDefaultOrEmpty: false } which:
                return new SignInResult.Ambiguous("UnitCode", [.. which.Units.Select(kind => kind.ToString())]);
            case SignInOutcome.Ambiguous which:
                return new SignInResult.Ambiguous("Account", [.. which.Accounts.Select(kind => kind.ToString())]);
            case SignInOutcome.PasskeyRefused refused:
                return new SignInResult.PasskeyRefused(refused.Reason);
            case SignInOutcome.Busy:
                return new SignInResult.Busy(TimeSpan.FromSeconds(5));
            default:
                throw new InvalidOperationException($"The domain gave {outcome.GetType().Name}, outside the closed union.");
        }
    }

    private async ValueTask<SignedInPerson?> ReadAsync(HttpContext browser, bool isUse, CancellationToken ct)
    {
        if (await sessions.CurrentAsync(browser, isUse, ct) is not { } standing)
            return null;
        var profile = standing.Person.Profile.Value;
        return new SignedInPerson(
            profile.Name.ToString(),
            standing.Person.LevelAt(clock.GetUtcNow()).Word(),
            Masking.Document(profile.Document.Number.Value),
            profile.Phone?.ToString(),
            standing.Session.CreatedAt,
            Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(standing.Person.Id.ToString()))));
    }

    /// <summary>An answer of the page, one of the names it was given; anything else counts as not asked.</summary>
    private static UnitCodeKind? UnitKind(string? name) =>
        name is not null && Enum.GetNames<UnitCodeKind>().Contains(name, StringComparer.Ordinal) ? Enum.Parse<UnitCodeKind>(name) : null;
}
