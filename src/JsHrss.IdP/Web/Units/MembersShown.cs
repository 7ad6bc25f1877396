using System.Collections.Immutable;

namespace JsHrss.IdP.Web.Units;

/// <summary>Who acts for a unit.</summary>
/// <param name="Terms">Version of the 开通须知 in force.</param>
/// <param name="AreTermsAccepted">同意开通 was done.</param>
/// <param name="MayAdd">Roles that may be appointed.</param>
/// <param name="Cards">法定代表人 一级, 管理员 二级, 经办人 三级.</param>
/// <param name="All">By role, then by time.</param>
internal sealed record MembersShown(int Terms, bool AreTermsAccepted, ImmutableArray<string> MayAdd, ImmutableArray<MemberCount> Cards, ImmutableArray<MemberShown> All)
{
    /// <summary>The institution whose members they are; null: the unit's own.</summary>
    public InstitutionGoverned? Institution { get; init; }

    /// <summary>Whether anybody can be added now: to an institution only while it is active.</summary>
    public bool TakesMembers => Institution is null or { IsActive: true };

    /// <summary>Whether somebody was ever added: until then M10 is shown.</summary>
    public bool AreAdded => All.Any(member => member.Role != MemberShown.Representative);

    /// <summary>Those of the roles that may be appointed that have no free seat (M12, M17).</summary>
    public ImmutableArray<string> Full => [.. MayAdd.Where(role => Cards.Any(card => card.Role == role && card.Count >= card.Most))];

    /// <summary>Whether any seat is free for whom this member may appoint.</summary>
    public bool HasSeat => Full.Length < MayAdd.Length;
}

/// <summary>The institution whose members are governed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Number">机构编号; null: it is not approved.</param>
/// <param name="IsActive">It is neither suspended nor ended, nor only applied for.</param>
internal sealed record InstitutionGoverned(string Name, string? Number, bool IsActive);

/// <summary>「法定代表人 一级 授权账号 1个」 (R131).</summary>
internal sealed record MemberCount(string Role, int Level, int Count, int Most);

/// <summary>A member's card (R138), masked.</summary>
internal sealed record MemberShown
{
    /// <summary>The role of legal representatives.</summary>
    public const string Representative = "legal_representative";

    /// <summary>The role of administrators.</summary>
    public const string Administrator = "administrator";

    /// <summary>The role of agents.</summary>
    public const string Agent = "agent";

    /// <summary>Its key, as addresses hold it.</summary>
    public required string Id { get; init; }

    /// <summary>Its role.</summary>
    public required string Role { get; init; }

    /// <summary><c>pending</c>, <c>not_started</c>, <c>active</c>, <c>expired</c>, <c>suspended</c> or <c>damaged</c>.</summary>
    public required string State { get; init; }

    /// <summary>姓名, masked.</summary>
    public required string Name { get; init; }

    /// <summary>证件号码, masked.</summary>
    public required string Number { get; init; }

    /// <summary>移动电话, masked; null: none is bound any more.</summary>
    public string? Mobile { get; init; }

    /// <summary>授权人, masked; null: nobody here.</summary>
    public string? GrantedBy { get; init; }

    /// <summary>First day; null: without period.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly? End { get; init; }

    /// <summary>Codes of the items granted; null: all.</summary>
    public ImmutableSortedSet<string>? Items { get; init; }

    /// <summary>When a pending invitation is over, UTC; null: it is confirmed.</summary>
    public DateTimeOffset? ConfirmUntil { get; init; }

    /// <summary>To be sent back with every change.</summary>
    public required int Version { get; init; }

    /// <summary>It is the person who looks.</summary>
    public bool IsSelf { get; init; }

    /// <summary>Of <c>items</c>, <c>renew</c>, <c>role</c>, <c>replace</c> and <c>end</c>, what may be done to it.</summary>
    public ImmutableArray<string> Actions { get; init; } = [];
}
