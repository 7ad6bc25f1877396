using System.Collections.Immutable;
using JsHrss.Accounts.People;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Levels;

/// <summary>What a session's proofs amount to in one context.</summary>
/// <param name="Acr">One of <see cref="Levels.Acr"/>.</param>
/// <param name="Amr">Sorted, without repetition.</param>
/// <param name="At">When the person was last actively there for this context, UTC (<c>auth_time</c>).</param>
/// <param name="Provider">The way in that was used last (<c>idp</c>).</param>
public sealed record SessionAuthentication(string Acr, ImmutableArray<string> Amr, DateTimeOffset At, string Provider)
{
    /// <summary>Counts only the proofs that open the context: a password for one unit says nothing in another. A face check opens nothing, but shows who sits there in every context that something opens.</summary>
    /// <param name="standing">The session as just read.</param>
    /// <param name="context">In which context.</param>
    /// <param name="liveSince">A proof made earlier shows nobody's presence any more, UTC (<c>Sessions:LiveFor</c>, or a shorter <c>max_age</c>).</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="InvalidOperationException">None opens it; the context should not have been settled.</exception>
    public static SessionAuthentication Of(SessionStanding standing, SessionContext context, DateTimeOffset liveSince, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var level = standing.Person.LevelAt(now);
        var proofs = Counting(standing, context, now);
        var last = proofs.MaxBy(proof => proof.At)!;
        var live = level == AssuranceLevel.RealPerson && proofs.Any(proof => IsLive(proof) && proof.At >= liveSince);
        return new SessionAuthentication(Levels.Acr.Of(level, live), Levels.Amr.Of(proofs), last.At, last.Provider);
    }

    /// <summary>The proofs that count in a context.</summary>
    /// <param name="standing">The session as just read.</param>
    /// <param name="context">In which context.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="InvalidOperationException">None opens it; the context should not have been settled.</exception>
    public static ImmutableArray<Proof> Counting(SessionStanding standing, SessionContext context, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var level = standing.Person.LevelAt(now);
        var unit = standing.UnitOf(context);
        if (!context.IsSelf && unit is null)
            throw new InvalidOperationException("The session knows no such membership.");
        var proofs = standing.Session.Proofs.Where(proof => Reach.Opens(proof, level, unit)).ToImmutableArray();
        if (proofs.IsEmpty)
            throw new InvalidOperationException("No proof of the session opens this context.");
        return [.. proofs, .. standing.Session.Proofs.Where(proof => proof.Method == ProofMethod.FaceCheck)];
    }

    /// <summary>Whether a proof of a real person shows that this person sits there, while it is fresh.</summary>
    public static bool IsLive(Proof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return proof.IsBound || proof.Method is ProofMethod.Certificate or ProofMethod.FaceCheck;
    }
}
