using System.Collections.Immutable;
using JsHrss.Accounts.Levels;

namespace JsHrss.Accounts.Contexts;

/// <summary>The sign-in that a grant tells of.</summary>
/// <param name="Acr">Its <c>acr</c>.</param>
/// <param name="Amr">Its <c>amr</c>.</param>
/// <param name="At">Its <c>auth_time</c>, UTC.</param>
public sealed record GrantedSignIn(string Acr, ImmutableArray<string> Amr, DateTimeOffset At);

/// <summary>Settles whether a grant may go over into another context without its person being asked (token design: unit switch). Pure.</summary>
public static class ContextSwitching
{
    /// <summary>
    /// The answer of the chooser, as long as the sign-in of the grant holds in the other context too: a proof that opened one unit alone must not be told of in another.
    /// Where it does not, a proof is missing.
    /// </summary>
    /// <param name="question">With the hint.</param>
    /// <param name="given">The sign-in that the grant tells of, and goes on telling of.</param>
    /// <param name="liveFor">How long a proof shows that somebody is there (<c>Sessions:LiveFor</c>).</param>
    public static ContextAnswer Decide(ContextQuestion question, GrantedSignIn given, TimeSpan liveFor)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(given);
        if (ContextChooser.Decide(question) is not ContextAnswer.Settled settled)
            return ContextChooser.Decide(question);
        var counting = SessionAuthentication.Counting(question.Standing, settled.Context, question.Now);
        // As it was when the person signed in: a grant's acr does not decay while it is refreshed.
        var there = SessionAuthentication.Of(question.Standing, settled.Context, given.At - liveFor, question.Now);
        var holds = counting.Any(proof => proof.At == given.At) && given.Amr.All(there.Amr.Contains) && Acr.RankOf(there.Acr) >= Acr.RankOf(given.Acr);
        return holds ? settled : new ContextAnswer.ProofMissing(settled.Context);
    }
}
