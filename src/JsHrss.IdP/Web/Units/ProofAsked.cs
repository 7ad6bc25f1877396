namespace JsHrss.IdP.Web.Units;

/// <summary>The person is asked to show once more who they are, and comes back to the page that asks.</summary>
/// <param name="Ways">How it can be shown.</param>
/// <param name="Then">The word of the page.</param>
/// <param name="IsKept">What was typed waits there.</param>
internal sealed record ProofAsked(ProofWays Ways, string Then, bool IsKept);
