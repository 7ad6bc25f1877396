using JsHrss.Accounts.People;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Passkeys;

/// <summary>Who may add or remove a factor: the one table (cases AS-06, AS-08).</summary>
/// <remarks>
/// The session must carry a fresh proof at the strength of the highest factor enrolled. With a password alone that is the password, and so
/// the first passkey is added; from then on a stolen password neither adds a passkey beside it nor takes it away. Where a key is bound to the
/// real person, another that is not carries nothing either. A face check is the way back for whoever lost them all. What proves one unit's
/// membership, or came from an upstream or an SMS, never changes the person's own factors.
/// </remarks>
public static class FactorChange
{
    /// <summary>A proof older than this is asked for again.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>The table: whether a proof, being fresh, is strong enough.</summary>
    /// <param name="method">How something was proven.</param>
    /// <param name="isBound">Whether its key is bound to the real person. One that is not may be of whoever knows the password (docs/adr/0002, 0015).</param>
    /// <param name="highest">The highest factor the person has.</param>
    public static bool IsStrongEnough(ProofMethod method, bool isBound, FactorStrength highest) => method switch
    {
        ProofMethod.Passkey => isBound || highest <= FactorStrength.Passkey,
        ProofMethod.FaceCheck => true,
        ProofMethod.AppQr => isBound,
        ProofMethod.PersonalPassword => highest == FactorStrength.Password,
        ProofMethod.SmsCode => false,
        ProofMethod.PersonalFederated => false,
        ProofMethod.MembershipPassword => false,
        ProofMethod.CorporatePortal => false,
        ProofMethod.ElectronicLicence => false,
        ProofMethod.Certificate => false,
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    };

    /// <summary>The proof that carries a change now. Refused with <see cref="PasskeyErrors.OnHold"/>, <see cref="PasskeyErrors.ProofNeeded"/>, or why the person is not served at all.</summary>
    /// <param name="standing">The session as just read.</param>
    /// <param name="now">UTC.</param>
    public static Result<Proof> Judge(SessionStanding standing, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(standing);
        if (Authority.OfPerson(standing.Person, now) is AuthorityVerdict.Refused refused)
            return new Refusal(refused.Reason);
        if (standing.Person.HoldUntil is { } hold && now < hold)
            return new Refusal(PasskeyErrors.OnHold);
        // A face check carries a change in a session of the person's own; what came in by a unit's password stays the unit's.
        if (!Reach.OpensSelf(standing, now))
            return new Refusal(PasskeyErrors.ProofNeeded);
        var carrying = standing.Session.Proofs.Where(proof => now - proof.At <= Fresh && IsStrongEnough(proof.Method, proof.IsBound, HighestOf(standing))).MaxBy(proof => proof.At);
        return carrying is null ? new Refusal(PasskeyErrors.ProofNeeded) : carrying;
    }

    /// <summary>The proof on whose strength a key of this person is bound to the real person now: a face check, or another bound key, fresh, of an account at level real-person. Null: none.</summary>
    public static Proof? BindingOf(SessionStanding standing, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(standing);
        return standing.Person.LevelAt(now) == AssuranceLevel.RealPerson && Reach.OpensSelf(standing, now)
            ? standing.Session.Proofs.Where(proof => now - proof.At <= Fresh && (proof.IsBound || proof.Method == ProofMethod.FaceCheck)).MaxBy(proof => proof.At)
            : null;
    }

    private static FactorStrength HighestOf(SessionStanding standing) => standing switch
    {
        { HasBoundKey: true } => FactorStrength.BoundKey,
        { HasPasskey: true } => FactorStrength.Passkey,
        _ => FactorStrength.Password,
    };
}

/// <summary>Factors, weakest first.</summary>
public enum FactorStrength
{
    /// <summary>A password alone.</summary>
    Password = 1,

    /// <summary>A passkey that a password added.</summary>
    Passkey = 2,

    /// <summary>A passkey, or a key of the app, that is bound to the real person.</summary>
    BoundKey = 3,
}
