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
    /// <summary>Counts only the proofs that open the context: a password for one unit says nothing in another. A face check opens no unit, but shows who sits there in every context that something opens.</summary>
    /// <exception cref="InvalidOperationException">None opens it; the context should not have been settled.</exception>
    public static SessionAuthentication Of(SessionStanding standing, SessionContext context, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var level = standing.Person.LevelAt(now);
        var unit = standing.UnitOf(context);
        if (!context.IsSelf && unit is null)
            throw new InvalidOperationException("The session knows no such membership.");
        var proofs = standing.Session.Proofs.Where(proof => Reach.Opens(proof, level, unit)).ToImmutableArray();
        if (proofs.IsEmpty)
            throw new InvalidOperationException("No proof of the session opens this context.");
        if (unit is not null)
            proofs = [.. proofs, .. standing.Session.Proofs.Where(proof => proof.Method == ProofMethod.FaceCheck)];
        var last = proofs.MaxBy(proof => proof.At)!;
        return new SessionAuthentication(Levels.Acr.Of(level, proofs.Any(proof => IsLive(proof, level))), Levels.Amr.Of(proofs.Select(proof => proof.Method)), last.At, last.Provider);
    }

    private static bool IsLive(Proof proof, AssuranceLevel level) => level == AssuranceLevel.RealPerson && proof is
        { Method: ProofMethod.Passkey or ProofMethod.Certificate or ProofMethod.FaceCheck } or { Method: ProofMethod.AppQr, AppKey: not null };
}
