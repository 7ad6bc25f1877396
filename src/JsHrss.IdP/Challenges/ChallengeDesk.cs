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

    public string AskInWords(HttpContext browser)
    {
        var (text, answers) = questions.Make();
        cookie.Write(browser, HumanChallenge.New(ChallengeKind.Question, ChallengePurposes.SignIn, answers, clock.GetUtcNow()));
        return text;
    }

    /// <summary>What was answered, to be handed to a use case; null: nothing was typed, or this browser has no open challenge.</summary>
    public ChallengeAnswer? AnswerOf(HttpContext browser, string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null : cookie.Read(browser)?.Check(typed, ChallengePurposes.SignIn, clock.GetUtcNow());
}
