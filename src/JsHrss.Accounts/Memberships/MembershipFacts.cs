using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Memberships;

/// <summary>What confirming and setting a password have in common.</summary>
internal static class MembershipFacts
{
    public static AuditFact Of(string code, HeldMembership one, SpentFaceCheck face, AppHolder holder, DateTimeOffset now) => new()
    {
        Code = code,
        Result = AuditResult.Ok,
        At = now,
        Subject = holder.Person,
        Unit = one.Unit.Unit,
        Membership = one.Unit.Membership,
        Mandate = one.Unit.Mandate?.Id,
        Client = holder.Origin.Client,
        Origin = holder.Origin,
        Detail = ImmutableDictionary<string, string>.Empty.Add("face_check", face.Id.ToString()),
    };

    /// <summary>The person's own; another person's is none (case UN-12).</summary>
    public static HeldMembership? Of(this HeldMemberships held, string? membership) =>
        MembershipId.Read(membership) is { } id ? held.All.FirstOrDefault(one => one.Unit.Membership == id) : null;

    /// <summary>Whether person, unit and membership are served. The mandate's period is not asked: it can be prolonged, and a password alone opens nothing outside of it (R142).</summary>
    public static MembershipRefusal? RefusalOf(this HeldMemberships held, HeldMembership one, DateTimeOffset now) =>
        Authority.OfMember(held.Person, one.Unit with { Status = MemberStatus.Active }, now) is AuthorityVerdict.Refused { Reason: var reason } && !AuthorityReasons.IsMandate(reason)
            ? new MembershipRefusal(MembershipErrors.NotServed, reason)
            : null;

    public static MembershipRefusal? RefusalOf(MembershipStep step) => step switch
    {
        MembershipStep.Done => null,
        MembershipStep.FaceCheckSpent => new MembershipRefusal(FaceErrors.Over),
        _ => new MembershipRefusal(MembershipErrors.Changed),
    };
}
