using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Memberships;

/// <summary>「通过江苏智慧人社APP中我的->企业服务-》我是经办人中找回密码」 (R114, C23): any role's password, with the holder's face.</summary>
public sealed class SetMembershipPassword(IMembershipStore memberships, IFaceChecks faces, IPasswordHasher hasher, PasswordOptions options, TimeProvider clock)
{
    private readonly NewPassword _passwords = new(faces, hasher, options);

    /// <summary>Sets this membership's password and no other (R119). An initial or locked one becomes an ordinary, open one.</summary>
    /// <param name="command">What the phone sent; may be hostile.</param>
    /// <param name="holder">Whose app.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null when done.</returns>
    public async ValueTask<MembershipRefusal?> HandleAsync(MembershipPassword command, AppHolder holder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(holder);
        var now = clock.GetUtcNow();
        if (await memberships.OfAsync(holder.Person, ct).ConfigureAwait(false) is not { } held || held.Of(command.Membership) is not { } one)
            return new MembershipRefusal(MembershipErrors.Unknown);
        if (one.Unit.Status != MemberStatus.Active)
            return new MembershipRefusal(MembershipErrors.NotConfirmed);
        if (held.RefusalOf(one, now) is { } refusal)
            return refusal;
        if (one.Password is not { } former)
            return new MembershipRefusal(MembershipErrors.NoPassword);
        var (hash, face, refused) = await _passwords.JudgeAsync(command, FacePurpose.MembershipPassword, one.Unit.Membership, held.Person, holder.Thumbprint, former, now, ct).ConfigureAwait(false);
        if (refused is not null)
            return refused;

        var fact = MembershipFacts.Of(FactCodes.MembershipPasswordSet, one, face!, holder, now);
        var step = await memberships.SetPasswordAsync(
            new MembershipPasswordSet(one.Unit.Membership, face!, former.Change(hash!, now, options), former.Hash, now, [fact], Ended), ct).ConfigureAwait(false);
        return MembershipFacts.RefusalOf(step);

        AuditFact Ended(SessionId session) => fact with
        {
            Code = FactCodes.SessionEnded,
            Reason = SessionEnds.PasswordChanged,
            Session = session,
            Detail = ImmutableDictionary<string, string>.Empty.Add("session", session.ToString()),
        };
    }
}
