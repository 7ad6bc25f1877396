using JsHrss.Accounts.Challenges;
using JsHrss.Accounts.SignIn;
using JsHrss.IdP.Hosting;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Challenges;

/// <summary>Human challenges for the pages, and their answers for the use cases.</summary>
internal sealed class ChallengeDesk(ChallengeCookie cookie, QuestionMaker questions, IAttemptCounters counters, AttemptOptions options, TimeProvider clock) : IChallengeDesk
{
    public ValueTask<bool> IsNeededAsync(HttpContext browser, CancellationToken ct) =>
        counters.NeedsChallengeAsync(ClientAddress.Of(browser).Network, options, clock.GetUtcNow(), ct);

    public async ValueTask<string> AskInWordsAsync(HttpContext browser, CancellationToken ct)
    {
        var (text, answers) = questions.Make();
        await GiveAsync(browser, ChallengeKind.Question, answers, ct);
        return text;
    }

    /// <summary>Gives this browser a challenge. The one it shows is spent first, so that its cookie, kept aside and brought back, opens nothing (case OT-08).</summary>
    public async ValueTask GiveAsync(HttpContext browser, ChallengeKind kind, IEnumerable<string> answers, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (cookie.Former(browser) is { } former && now < former.ExpiresAt)
            await counters.SpendAsync(former, ct);
        cookie.Write(browser, HumanChallenge.New(kind, ChallengePurposes.SignIn, answers, now));
    }

    /// <summary>What was answered, to be handed to a use case; null: nothing was typed, or this browser has no open challenge.</summary>
    public ChallengeAnswer? AnswerOf(HttpContext browser, string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null : cookie.Read(browser)?.Check(typed, ChallengePurposes.SignIn, clock.GetUtcNow());
}
