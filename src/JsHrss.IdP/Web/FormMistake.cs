namespace JsHrss.IdP.Web;

/// <summary>One line of the summary above a form.</summary>
/// <param name="Field">The field it leads to.</param>
/// <param name="Text">In the language of the page.</param>
/// <param name="Further">Goes on after the link; null: nothing.</param>
/// <param name="IsAtField">Whether the field itself is named as wrong; never so for a failed sign-in (M13).</param>
internal sealed record FormMistake(string Field, string Text, string? Further, bool IsAtField);
