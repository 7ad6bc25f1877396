namespace JsHrss.IdP.Challenges;

/// <summary>Tells one browser from every other one, so that a challenge given to the one is worth nothing in the other (case OT-08). Whoever brings the interaction keeps such a mark already.</summary>
internal interface IBrowserMark
{
    /// <summary>The mark of this browser, which is given one with this answer when it has none.</summary>
    string Ensure(HttpContext browser);

    /// <summary>Whether it is this browser's mark; compared in fixed time. A browser without one has no mark that fits (case HT-14).</summary>
    bool IsOf(HttpContext browser, string mark);
}
