using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>Who acts for a unit or an institution of it, as one of them sees it (R131, R138).</summary>
/// <param name="Place">Where.</param>
/// <param name="ActingAs">Role the actor acts in.</param>
/// <param name="Actor">The actor's own membership; of the place, or of the unit above it.</param>
/// <param name="TermsAccepted">Whether 同意开通 was done (R130); until then nothing is added or changed.</param>
/// <param name="MayAdd">Roles the actor may appoint here: by the matrix, whether or not a seat is free.</param>
/// <param name="Cards">Three cards: 法定代表人, 管理员, 经办人. In an institution two: its legal representative is the unit's.</param>
/// <param name="Members">By role, then by time of adding. None is ended; invitations of over thirty days are none.</param>
public sealed record MemberList(
    MemberPlace Place, UnitRole ActingAs, MembershipId Actor, bool TermsAccepted, ImmutableArray<UnitRole> MayAdd, ImmutableArray<MemberCard> Cards, ImmutableArray<MemberEntry> Members)
{
    /// <summary>The institution; null: the unit itself.</summary>
    public PlaceInstitution? Institution { get; init; }
}

/// <summary>「法定代表人 一级 授权账号 1个」 (R131).</summary>
/// <param name="Role">Whose.</param>
/// <param name="Count">How many there are: pending, not started, active, expired and suspended (C5).</param>
/// <param name="Most">How many there may be (R121, R125).</param>
public sealed record MemberCard(UnitRole Role, int Count, int Most)
{
    /// <summary>1, 2 or 3: 一级, 二级, 三级.</summary>
    public int Level => (int)Role;
}

/// <summary>Where a member stands (domain 7M).</summary>
public enum MemberState
{
    /// <summary>Added; has not confirmed in the app yet (R134).</summary>
    Pending = 1,

    /// <summary>Confirmed; the period begins later (M15).</summary>
    NotStarted = 2,

    /// <summary>Acts.</summary>
    Active = 3,

    /// <summary>The period is over (M15).</summary>
    Expired = 4,

    /// <summary>Suspended: the representative changed, an appeal, an officer. Renewing does not mend it.</summary>
    Suspended = 5,

    /// <summary>What stands in the database is not what was written (R146): it serves nothing, and can only be ended.</summary>
    Damaged = 6,
}

/// <summary>A member. Holds personal data in clear: pages and APIs mask it (R138, domain 5.8).</summary>
public sealed record MemberEntry
{
    /// <summary>Its key.</summary>
    public required MembershipId Id { get; init; }

    /// <summary>Its role.</summary>
    public required UnitRole Role { get; init; }

    /// <summary>Where it stands now.</summary>
    public required MemberState State { get; init; }

    /// <summary>姓名.</summary>
    public required PersonName Name { get; init; }

    /// <summary>证件号码; its <c>ToString()</c> is masked.</summary>
    public required IdentityDocument Document { get; init; }

    /// <summary>移动电话; its <c>ToString()</c> is masked. Null: none is bound any more.</summary>
    public PhoneNumber? Mobile { get; init; }

    /// <summary>授权人; null for legal representatives, and where no member granted it.</summary>
    public PersonName? GrantedBy { get; init; }

    /// <summary>授权期限; null for legal representatives.</summary>
    public Validity? Period { get; init; }

    /// <summary>可经办业务范围.</summary>
    public required MandateScope Items { get; init; }

    /// <summary>When it was added, UTC.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When a pending invitation is over, UTC; null once confirmed.</summary>
    public DateTimeOffset? ConfirmUntil { get; init; }

    /// <summary>To be named by every change (optimistic concurrency).</summary>
    public required int Version { get; init; }

    /// <summary>Whether it is the actor himself: nobody changes his own (cases UN-11, UN-13).</summary>
    public required bool IsActor { get; init; }

    /// <summary>What the actor may do to it, of the four actions of its card (R138): by the matrix; terms and step-up are not asked here.</summary>
    public required ImmutableArray<GovernanceOperation> Actions { get; init; }

    /// <summary>Says which, nothing else.</summary>
    public override string ToString() => Id.ToString();
}
