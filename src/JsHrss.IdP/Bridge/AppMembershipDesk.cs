using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.Accounts;
using JsHrss.IdP.Api;
using JsHrss.IdP.Limits;
using JsHrss.OpenId.AccessTokens;
using System.Collections.Immutable;

namespace JsHrss.IdP.Bridge;

/// <summary>The app's part about memberships, over the domain's use cases.</summary>
internal sealed class AppMembershipDesk(IMembershipStore memberships, ConfirmMembership confirm, SetMembershipPassword password, AppPasswords sent, TimeProvider clock)
{
    public async ValueTask<AppAnswer> ListAsync(AccessTokenReading.Valid token, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var held = await memberships.OfAsync(AppHolderView.PersonOf(token), ct);
        return AppAnswer.Of((held?.All ?? []).OrderBy(one => one.Unit.UnitNumber.Value, StringComparer.Ordinal).Select(one => Of(held!.Person, one, now)).ToImmutableArray());
    }

    public async ValueTask<AppAnswer> ConfirmAsync(AccessTokenReading.Valid token, HttpContext http, string id, MembershipPasswordBody body, CancellationToken ct) =>
        await AnswerAsync(token, http, holder => confirm.HandleAsync(new MembershipPassword(id, body.FaceCheck, body.Password), holder, ct));

    public async ValueTask<AppAnswer> SetPasswordAsync(AccessTokenReading.Valid token, HttpContext http, string id, MembershipPasswordBody body, CancellationToken ct) =>
        await AnswerAsync(token, http, holder => password.HandleAsync(new MembershipPassword(id, body.FaceCheck, body.Password), holder, ct));

    private async ValueTask<AppAnswer> AnswerAsync(AccessTokenReading.Valid token, HttpContext http, Func<AppHolder, ValueTask<MembershipRefusal?>> change)
    {
        var holder = AppDesk.Holder(token, http);
        if (sent.Take(holder) is not { } wait)
            return Answer(await change(holder));
        http.Response.Headers.RetryAfter = LoadLimits.RetryAfter(wait);
        return AppAnswer.Refused(StatusCodes.Status429TooManyRequests, QrErrors.TooMany);
    }

    private static AppAnswer Answer(MembershipRefusal? refusal) => refusal is null ? AppAnswer.Done : AppAnswer.Refused(StatusOf(refusal.Code), refusal.Code, refusal.Reason);

    private static int StatusOf(string code) => code switch
    {
        MembershipErrors.Unknown or FaceErrors.Unknown => StatusCodes.Status404NotFound,
        MembershipErrors.InvitationExpired or FaceErrors.Expired => StatusCodes.Status410Gone,
        MembershipErrors.AlreadyConfirmed or MembershipErrors.NotConfirmed or MembershipErrors.NoPassword or MembershipErrors.Changed or FaceErrors.Over => StatusCodes.Status409Conflict,
        MembershipErrors.NotServed or FaceErrors.NotPassed => StatusCodes.Status403Forbidden,
        MembershipErrors.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    private static AppMembership Of(PersonStanding person, HeldMembership one, DateTimeOffset now)
    {
        var unit = one.Unit;
        var isInvited = unit.Status == MemberStatus.AwaitingConfirmation;
        return new AppMembership
        {
            Id = unit.Membership.ToString(),
            Name = AppHolderView.NameOf(unit),
            UnitNumber = unit.Institution?.Number.Value ?? unit.UnitNumber.Value,
            Role = unit.Role.Word(),
            State = !isInvited ? StateOf(person, unit, now) : now < one.ConfirmUntil ? "awaiting" : "invitation_expired",
            Starts = unit.Mandate?.Validity.Start,
            Ends = unit.Mandate?.Validity.End,
            HasPassword = one.Password is not null,
            GrantedBy = unit.Mandate?.GrantedBy.Role is { } role ? new AppGranter(role.Word(), one.Granter?.ToString()) : null,
            ConfirmUntil = isInvited ? one.ConfirmUntil.ToOffset(ChinaTime.Offset) : null,
            DaysLeft = isInvited ? Invitation.DaysLeft(one.AddedAt, now) : null,
        };
    }

    private static string StateOf(PersonStanding person, UnitStanding unit, DateTimeOffset now) => Authority.OfMember(person, unit, now) switch
    {
        AuthorityVerdict.Serves => "active",
        AuthorityVerdict.Refused { Reason: AuthorityReasons.NotStarted } => "not_started",
        AuthorityVerdict.Refused { Reason: AuthorityReasons.Ended or AuthorityReasons.NoMandate or AuthorityReasons.NoMembership } => "ended",
        _ => "suspended",
    };
}
