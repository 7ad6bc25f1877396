using System.Collections.Immutable;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Contexts;

/// <summary>The sign-in that a grant tells of.</summary>
/// <param name="Acr">Its <c>acr</c>.</param>
/// <param name="Amr">Its <c>amr</c>.</param>
/// <param name="At">Its <c>auth_time</c>, UTC.</param>
/// <param name="Context">Where it was made for.</param>
public sealed record GrantedSignIn(string Acr, ImmutableArray<string> Amr, DateTimeOffset At, SessionContext Context);

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
        if (settled.Context != given.Context && !OpensAlike(question, given, settled.Context))
            return new ContextAnswer.ProofMissing(settled.Context);
        var counting = SessionAuthentication.Counting(question.Standing, settled.Context, question.Now);
        // As it was when the person signed in: a grant's acr does not decay while it is refreshed.
        var there = SessionAuthentication.Of(question.Standing, settled.Context, given.At - liveFor, question.Now);
        var holds = counting.Any(proof => proof.At == given.At) && given.Amr.All(there.Amr.Contains) && Acr.RankOf(there.Acr) >= Acr.RankOf(given.Acr);
        return holds ? settled : new ContextAnswer.ProofMissing(settled.Context);
    }

    /// <summary>Whatever had opened the grant's context by the moment of its sign-in opens the other one too.</summary>
    /// <remarks>A face check opens nothing and counts in both: shared between two units with a password each, it would carry what one password proved over to the other (case UN-02).</remarks>
    private static bool OpensAlike(ContextQuestion question, GrantedSignIn given, SessionContext other)
    {
        var (standing, level) = (question.Standing, question.Standing.Person.LevelAt(question.Now));
        var (here, there) = (standing.UnitOf(given.Context), standing.UnitOf(other));
        if (here is null && !given.Context.IsSelf)
            return false;
        ImmutableArray<Proof> opened = [.. standing.Session.Proofs.Where(proof => proof.At <= given.At && Reach.Opens(proof, level, here))];
        return !opened.IsEmpty && opened.All(proof => Reach.Opens(proof, level, there));
    }
}
