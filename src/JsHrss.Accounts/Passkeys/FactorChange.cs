using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Passkeys;

/// <summary>Who may add or remove a factor: the one table (cases AS-06, AS-08).</summary>
/// <remarks>
/// The session must carry a fresh proof at the strength of the highest factor enrolled. With a password alone that is the password, and so
/// the first passkey is added; from then on a stolen password neither adds a passkey beside it nor takes it away. What proves one unit's
/// membership, or came from an upstream or an SMS, never changes the person's own factors.
/// </remarks>
public static class FactorChange
{
    /// <summary>A proof older than this is asked for again.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>The table: whether a proof, being fresh, is strong enough.</summary>
    /// <param name="method">How something was proven.</param>
    /// <param name="hasPasskey">Whether the person has a passkey.</param>
    /// <param name="isEnrolled">For the app: whether its key was enrolled. One that was not may be a program of whoever knows the password (docs/adr/0015).</param>
    public static bool IsStrongEnough(ProofMethod method, bool hasPasskey, bool isEnrolled) => method switch
    {
        ProofMethod.Passkey => true,
        ProofMethod.FaceCheck => true,
        ProofMethod.AppQr => isEnrolled,
        ProofMethod.PersonalPassword => !hasPasskey,
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
        var carrying = standing.Session.Proofs.Where(proof => IsStrongEnough(proof.Method, standing.HasPasskey, proof.AppKey is not null) && now - proof.At <= Fresh).MaxBy(proof => proof.At);
        return carrying is null ? new Refusal(PasskeyErrors.ProofNeeded) : carrying;
    }
}
