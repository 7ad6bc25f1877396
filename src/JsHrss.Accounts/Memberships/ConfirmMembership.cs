using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Notices;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Memberships;

/// <summary>「到江苏智慧人社APP，企业服务中作人脸识别身份验证，并且设置登录密码，完成设置后即可在网办大厅进行单位登录」 (R134, R135).</summary>
public sealed class ConfirmMembership(IMembershipStore memberships, IFaceChecks faces, IPasswordHasher hasher, PasswordOptions options, TimeProvider clock)
{
    private readonly NewPassword _passwords = new(faces, hasher, options);

    /// <summary>Confirms. The invitation binds the person it was made for, by the membership's own person: nobody else has it in their list, or is told that it exists (case UN-09).</summary>
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
        if (one.Unit.Status != MemberStatus.AwaitingConfirmation)
            return new MembershipRefusal(MembershipErrors.AlreadyConfirmed);
        if (now >= one.ConfirmUntil)
            return new MembershipRefusal(MembershipErrors.InvitationExpired);
        if (held.RefusalOf(one, now) is { } refusal)
            return refusal;
        var (hash, face, refused) = await _passwords.JudgeAsync(command, FacePurpose.ConfirmMembership, one.Unit.Membership, held.Person, holder.Thumbprint, null, now, ct).ConfigureAwait(false);
        if (refused is not null)
            return refused;

        var password = new Credential { Id = CredentialId.New(now), Person = holder.Person, Membership = one.Unit.Membership, Hash = hash!, SetAt = now };
        var fact = MembershipFacts.Of(FactCodes.MembershipConfirmed, one, face!, holder, now);
        var step = await memberships.ConfirmAsync(new MembershipConfirmed(one.Unit.Membership, one.Unit.Version, now - Invitation.Lasts, face!, password, now, [fact]) { Notices = MemberNotices.Confirmed(held.Person, one.Unit) }, ct).ConfigureAwait(false);
        return MembershipFacts.RefusalOf(step);
    }
}
