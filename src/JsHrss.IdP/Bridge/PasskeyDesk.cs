using JsHrss.Accounts.Passkeys;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.IdP.Passkeys;
using JsHrss.IdP.Web;
using JsHrss.OpenId.Interaction;

namespace JsHrss.IdP.Bridge;

/// <summary>Signing in by passkey for the pages, over the domain's use case. Which purpose a challenge has is decided here, once when it is given and once more when it is answered.</summary>
internal sealed class PasskeyDesk(PasskeyCeremony ceremony, SignInWithPasskey signIn, SignInDesk desk, BrowserSession sessions, TimeProvider clock) : IPasskeyDesk
{
    public async ValueTask<PasskeyOffer> OfferAsync(HttpContext browser, PendingInteraction? pending, CancellationToken ct) =>
        new(await StepUpAsync(browser, pending, ct) is not null);

    public async ValueTask<string> QuestionAsync(HttpContext browser, PendingInteraction? pending, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var challenge = await StepUpAsync(browser, pending, ct) is { } standing
            ? PasskeyChallenge.For(PasskeyPurpose.StepUp, standing.Person.Id, standing.Session.Id, now)
            : PasskeyChallenge.ToSignIn(now);
        return await ceremony.AskAsync(browser, challenge, ct);
    }

    public async ValueTask<SignInResult> SignInAsync(HttpContext browser, PendingInteraction? pending, PasskeyAnswer answer, CancellationToken ct)
    {
        var standing = await StepUpAsync(browser, pending, ct);
        var purpose = standing is null ? PasskeyPurpose.SignIn : PasskeyPurpose.StepUp;
        SignInOutcome outcome = new SignInOutcome.PasskeyRefused(PasskeyErrors.ChallengeOver);
        if (ceremony.Read(browser, answer) is { } ticket && ticket.Challenge.IsOpenFor(purpose, standing?.Person.Id, standing?.Session.Id, clock.GetUtcNow()))
        {
            var (verified, why) = await ceremony.VerifyAsync(browser, ticket, answer.Credential ?? "");
            outcome = await signIn.HandleAsync(new PasskeySignIn(ticket.Challenge, verified, why, HttpRequestOrigin.Of(browser)), ct);
        }

        return await desk.ResultAsync(browser, "passkey", outcome, ct);
    }

    /// <summary>The session whose person is asked to prove it once more; null: whoever comes may sign in.</summary>
    private async ValueTask<SessionStanding?> StepUpAsync(HttpContext browser, PendingInteraction? pending, CancellationToken ct)
    {
        if (await sessions.CurrentAsync(browser, isUse: true, ct) is not { HasPasskey: true } standing)
            return null;
        // The engine asks for one particular other person, or the person came by a link to be somebody else: then it is no step of this one.
        var asksForThisPerson = pending is null
            ? AfterSignIn.WordOf(browser.Request) is not null
            : pending.Need is { Page: Pages.StepUpModel.Name } or { Page: "sign-in", Reason: not ("no_session" or "hinted_subject_differs") };
        return asksForThisPerson ? standing : null;
    }
}
