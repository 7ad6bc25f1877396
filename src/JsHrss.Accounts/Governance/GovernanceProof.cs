using JsHrss.Accounts.Levels;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Governance;

/// <summary>Which proofs carry what concerns an administrator (R146): the one table. Pure (docs/adr/0026).</summary>
/// <remarks>
/// 「step-up (face or password ≤ 10 min) for add/delete/change of admin」: the unit's own password, or something that is the real person's own. A code sent to a phone, or the word of somebody
/// else's system, opens accounts and units and shows nobody's presence: whoever holds the SIM card, or sits at a portal that was left open, appoints no administrator (cases AS-07, QR-02).
/// </remarks>
public static class GovernanceProof
{
    /// <summary>The table: whether a proof, being fresh, is enough.</summary>
    /// <param name="method">How something was proven.</param>
    /// <param name="isBound">Whether its key is bound to the real person (<see cref="Proof.IsBound"/>): any other may be of whoever knew the password for a minute.</param>
    /// <param name="asOneself">Whether the person acts on a membership as the person it is about: leaving it. Only there the personal password counts: it says nothing of any unit.</param>
    public static bool Counts(ProofMethod method, bool isBound, bool asOneself) => method switch
    {
        ProofMethod.MembershipPassword => true,
        ProofMethod.FaceCheck => true,
        ProofMethod.Passkey => isBound,
        ProofMethod.AppQr => isBound,
        ProofMethod.Certificate => true,
        ProofMethod.PersonalPassword => asOneself,
        ProofMethod.SmsCode => false,
        ProofMethod.PersonalFederated => false,
        ProofMethod.CorporatePortal => false,
        ProofMethod.ElectronicLicence => false,
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    };

    /// <summary>When the person of a session last gave a proof that counts in a context, UTC; null: none did. A newer one that does not count takes nothing away.</summary>
    /// <param name="standing">The session as just read.</param>
    /// <param name="context">In which context; something of the session opens it.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="InvalidOperationException">Nothing opens the context.</exception>
    public static DateTimeOffset? At(SessionStanding standing, SessionContext context, DateTimeOffset now) =>
        LastOf(SessionAuthentication.Counting(standing, context, now), asOneself: false);

    /// <summary>The same for a person who leaves a membership: what proves them in it, and what proves them as themselves.</summary>
    /// <param name="standing">The session as just read.</param>
    /// <param name="unit">What is left; whether the session may leave it at all is not asked here.</param>
    /// <param name="now">UTC.</param>
    public static DateTimeOffset? ToLeave(SessionStanding standing, UnitStanding unit, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var level = standing.Person.LevelAt(now);
        return LastOf(standing.Session.Proofs.Where(proof => proof.Method == ProofMethod.FaceCheck || Reach.Opens(proof, level, unit) || Reach.Opens(proof, level, null)), asOneself: true);
    }

    /// <summary>Whether it was recent enough. One that is said to come from the future proves nothing.</summary>
    /// <param name="provenAt">UTC; null: never.</param>
    /// <param name="now">UTC.</param>
    public static bool IsFresh(DateTimeOffset? provenAt, DateTimeOffset now) =>
        provenAt is { } proven && now - proven <= GovernanceOptions.StepUpWithin && proven - now <= TimeSpan.FromMinutes(1);

    private static DateTimeOffset? LastOf(IEnumerable<Proof> proofs, bool asOneself) =>
        proofs.Where(proof => Counts(proof.Method, proof.IsBound, asOneself)).Max(proof => (DateTimeOffset?)proof.At);
}
