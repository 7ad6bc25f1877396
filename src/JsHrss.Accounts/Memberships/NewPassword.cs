using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Memberships;

/// <summary>What the holder sends from the app.</summary>
/// <param name="Membership">Which; may be hostile.</param>
/// <param name="FaceCheck">The check that was passed for it; may be hostile.</param>
/// <param name="Password">As typed.</param>
public sealed record MembershipPassword(string? Membership, string? FaceCheck, string? Password)
{
    /// <summary>Never what was typed.</summary>
    public override string ToString() => nameof(MembershipPassword);
}

/// <summary>
/// Judges a new password before anything is spent, in the order of cost: the rule, the face check, and only for a person who passed one the hash of what was typed, outside of any transaction.
/// So a weak password costs its holder no second face check, and nobody else a hash.
/// </summary>
internal sealed class NewPassword(IFaceChecks faces, IPasswordHasher hasher, PasswordOptions options)
{
    private readonly PasswordRule _rule = new(options);

    /// <param name="command">What was sent.</param>
    /// <param name="purpose">What the face check must have been for.</param>
    /// <param name="membership">The membership it must have been for.</param>
    /// <param name="person">Who, as just read.</param>
    /// <param name="thumbprint">The app's key it must have come with.</param>
    /// <param name="former">The present password; null: none.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<(PasswordHash? Hash, SpentFaceCheck? Face, MembershipRefusal? Refusal)> JudgeAsync(
        MembershipPassword command, FacePurpose purpose, MembershipId membership, PersonStanding person, string thumbprint, Credential? former, DateTimeOffset now, CancellationToken ct)
    {
        var profile = person.Profile.Value;
        if (_rule.FaultOf(command.Password, profile.Document, profile.Phone) is { } fault)
            return Refused(fault);
        var flow = new FaceFlow(purpose, membership.ToString());
        if (FaceCheckId.Read(command.FaceCheck) is not { } id
            || await faces.FindAsync(id, ct).ConfigureAwait(false) is not { } check
            || check.Flow != flow || check.Person != person.Id)
            return Refused(FaceErrors.Unknown);
        if (FaultOf(check, thumbprint, now) is { } spent)
            return Refused(spent);

        using var turn = await hasher.EnterAsync(ct).ConfigureAwait(false);
        if (turn is null)
            return Refused(MembershipErrors.Busy);
        if (former is not null && await _rule.RepeatsAsync(command.Password!, former, turn, ct).ConfigureAwait(false))
            return Refused(PasswordErrors.Repeated);
        return (await turn.HashAsync(command.Password!, ct).ConfigureAwait(false), new SpentFaceCheck(id, flow, person.Id, thumbprint, now), null);
    }

    /// <summary>The same phone must have brought the result: what was passed with another one proves nothing of who holds this one.</summary>
    private static string? FaultOf(FaceCheck check, string thumbprint, DateTimeOffset now) => check.StateAt(now) switch
    {
        FaceCheckState.Passed => check.Thumbprint == thumbprint ? null : FaceErrors.Unknown,
        FaceCheckState.Expired => FaceErrors.Expired,
        FaceCheckState.Consumed or FaceCheckState.Replaced => FaceErrors.Over,
        _ => FaceErrors.NotPassed,
    };

    private static (PasswordHash?, SpentFaceCheck?, MembershipRefusal?) Refused(string code) => (null, null, new MembershipRefusal(code));
}
