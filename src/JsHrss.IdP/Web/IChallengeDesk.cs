namespace JsHrss.IdP.Web;

/// <summary>What the pages ask about human challenges.</summary>
internal interface IChallengeDesk
{
    /// <summary>Whether every sign-in from this address needs one just now, so that a form can show it at once. Whether one account needs it is known after it was typed.</summary>
    ValueTask<bool> IsNeededAsync(HttpContext browser, CancellationToken ct);

    /// <summary>Gives this browser a question in words in the place of the challenge it had, which is spent.</summary>
    /// <returns>The question, in the language of the page.</returns>
    ValueTask<string> AskInWordsAsync(HttpContext browser, CancellationToken ct);
}

/// <summary>The human challenge of a form, as it is shown.</summary>
/// <param name="Question">In words; null: a picture.</param>
/// <param name="Mistakes">Of the whole form.</param>
internal sealed record ChallengeField(string? Question, IReadOnlyList<FormMistake> Mistakes)
{
    public const string Name = "Challenge";

    public const string Picture = "picture";

    public const string Words = "words";

    public FormMistake? Mistake => Mistakes.FirstOrDefault(one => one.IsAtField && one.Field == Name);
}
