using JsHrss.IdP.Limits;
using JsHrss.IdP.Resources;
using JsHrss.IdP.Web;
using JsHrss.OpenId.Interaction;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using SignInResult = JsHrss.IdP.Web.SignInResult;

namespace JsHrss.IdP.Pages;

/// <summary>个人登录 | 单位登录: with a waiting request on to the client, without one to our own start page.</summary>
[IgnoreAntiforgeryToken(Order = 1001)]
internal sealed class SignInModel(ISignInDesk desk, IContextDesk contexts, IInteractions interactions, IChallengeDesk challenges, SignInTexts texts, IStringLocalizer<SignIn> words, TimeProvider clock) : SignInPage(desk, contexts, texts)
{
    /// <summary>More than any number or password of ours; refused before any look-up, for everybody alike (case EN-02).</summary>
    private const int Longest = 200;

    [BindProperty] public string? UnitCode { get; set; }

    [BindProperty] public string? Account { get; set; }

    [BindProperty] public string? Password { get; set; }

    [BindProperty] public string? AccountKind { get; set; }

    [BindProperty] public string? UnitKind { get; set; }

    /// <summary>How the form's human challenge is asked: <c>picture</c> or <c>words</c>; null: the form had none. It decides what is shown next, never what is needed.</summary>
    [BindProperty] public string? ChallengeWay { get; set; }

    /// <summary>The person wants a new challenge, asked this way; the form is shown again and nothing else happens.</summary>
    [BindProperty] public string? ChallengeNew { get; set; }

    private readonly ISignInDesk _desk = desk;

    private readonly SignInTexts _texts = texts;

    public IReadOnlyList<FormMistake> Mistakes { get; private set; } = [];

    /// <summary>Kinds to choose from, by field; null: no question.</summary>
    public SignInResult.Ambiguous? Question { get; private set; }

    public bool IsWrong { get; private set; }

    /// <summary>The human challenge of the form; null: none is needed.</summary>
    public ChallengeField? HumanChallenge { get; private set; }

    /// <inheritdoc />
    public override string Way => "/sign-in";

    public async Task<IActionResult> OnGetAsync(string? tab, CancellationToken ct)
    {
        if (!await OpenAsync(tab, ct))
            return new ErrorNoticeResult(new(StatusCodes.Status400BadRequest, ErrorNotice.InteractionGone, null));
        Account = Pending?.Request.LoginHint;
        UnitCode = Wanted?.Number ?? (Pending?.Request.HostParameters.GetValueOrDefault("unit_hint") is { } hint and not "self" ? hint : null);
        return await ShownAsync(await challenges.IsNeededAsync(HttpContext, ct) ? ChallengeField.Picture : null, ct);
    }

    public async Task<IActionResult> OnPostAsync(string? tab, CancellationToken ct)
    {
        if (!await OpenAsync(tab, ct))
            return new ErrorNoticeResult(new(StatusCodes.Status400BadRequest, ErrorNotice.InteractionGone, null));
        if (ChallengeNew is not null)
            return await ShownAsync(ChallengeNew, ct);
        Mistakes = await IsOwnFormAsync() ? [.. Missing()] : [new("Password", words["Form.Died"], null, false)];
        if (Mistakes.Count > 0)
            return await ShownAsync(ChallengeWay, ct);

        var result = Tabs.IsUnit
            ? await _desk.SignInUnitAsync(HttpContext, new(UnitCode!, Account!, Password!, AccountKind, UnitKind) { Challenge = Answer }, ct)
            : await _desk.SignInPersonAsync(HttpContext, new(Account!, Password!, AccountKind) { Challenge = Answer }, ct);
        if (result is not SignInResult.Done done)
            return await AgainAsync(result, ct);
        // The form was the choice: who signs in for a unit is not asked again for whom.
        return GoTo(Pending is null ? AfterSignIn.PathOf(Request) : await interactions.AnswerAsync(Pending, InteractionPrompts.Context, done.Context, ct));
    }

    private IEnumerable<FormMistake> Missing()
    {
        if (Tabs.IsUnit && string.IsNullOrWhiteSpace(UnitCode))
            yield return new("UnitCode", words["Missing.UnitCode"], null, true);
        if (string.IsNullOrWhiteSpace(Account))
            yield return new("Account", words["Missing.Account"], null, true);
        if (string.IsNullOrEmpty(Password))
            yield return new("Password", words["Missing.Password"], null, true);
        if (ChallengeWay is not null && string.IsNullOrWhiteSpace(Answer))
            yield return new(ChallengeField.Name, words["Missing.Challenge"], null, true);
        if (UnitCode?.Length > Longest || Account?.Length > Longest || Password?.Length > Longest)
            yield return new(Tabs.IsUnit ? "UnitCode" : "Account", words["TooLong"], null, true);
    }

    private Task<PageResult> AgainAsync(SignInResult result, CancellationToken ct)
    {
        IsWrong = result is SignInResult.Wrong;
        Question = result as SignInResult.Ambiguous;
        Mistakes = [_texts.Mistake(result, Tabs.IsUnit)];
        switch (result)
        {
            case SignInResult.Busy busy:
                Answered(StatusCodes.Status503ServiceUnavailable, busy.RetryAfter ?? TimeSpan.FromSeconds(5));
                break;
            case SignInResult.TooMany many:
                Answered(StatusCodes.Status429TooManyRequests, many.Until - clock.GetUtcNow());
                break;
        }

        var way = result switch
        {
            SignInResult.ChallengeNeeded { QuestionsUsedUp: true } => ChallengeField.Picture,
            SignInResult.ChallengeNeeded or SignInResult.Wrong { ChallengeNext: true } => ChallengeWay ?? ChallengeField.Picture,
            _ => ChallengeWay,
        };
        return ShownAsync(way, ct);
    }

    private void Answered(int status, TimeSpan wait)
    {
        Response.StatusCode = status;
        Response.Headers.RetryAfter = LoadLimits.RetryAfter(wait);
    }

    /// <summary>The form, with a new challenge asked one way; null: without.</summary>
    private async Task<PageResult> ShownAsync(string? way, CancellationToken ct)
    {
        if (way is not null)
            HumanChallenge = new ChallengeField(way == ChallengeField.Words ? await challenges.AskInWordsAsync(HttpContext, ct) : null, Mistakes);
        return Page();
    }

    /// <summary>Sent once, or not at all: several answers would be several guesses (case OT-08).</summary>
    private string? Answer => Request.HasFormContentType && Request.Form[ChallengeField.Name] is [var one] ? one : null;
}
