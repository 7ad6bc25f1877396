using System.Collections.Immutable;

namespace JsHrss.IdP.Web.Units;

/// <summary>What the pages ask and do about the members of a unit, always as one member of it. A refusal is a stable code; null: done.</summary>
internal interface IMemberDesk
{
    /// <summary>The refusal of what comes too often; the answer is 429 then, and says when to come again.</summary>
    const string TooMany = "too_many";

    /// <summary>Who acts for the unit (R131, R138), or why that is not told.</summary>
    ValueTask<(MembersShown? Members, string? Refusal)> ListAsync(HttpContext browser, MembersOf place, CancellationToken ct);

    /// <summary>同意开通 (R130).</summary>
    ValueTask<string?> AcceptAsync(HttpContext browser, MembersOf place, int terms, CancellationToken ct);

    /// <summary>Adds a member (R133).</summary>
    ValueTask<string?> AddAsync(HttpContext browser, MembersOf place, MemberTyped typed, CancellationToken ct);

    /// <summary>删除 (R143).</summary>
    ValueTask<string?> EndAsync(HttpContext browser, MemberTarget target, CancellationToken ct);

    /// <summary>更新期限 (R142).</summary>
    ValueTask<string?> RenewAsync(HttpContext browser, MemberTarget target, DateOnly? start, DateOnly? end, CancellationToken ct);

    /// <summary>身份变更 (R144).</summary>
    ValueTask<string?> ChangeRoleAsync(HttpContext browser, MemberTarget target, string? role, CancellationToken ct);

    /// <summary>更换管理员 (R128).</summary>
    ValueTask<string?> ReplaceAsync(HttpContext browser, MemberTarget target, MemberTyped typed, CancellationToken ct);

    /// <summary>授权 (R139).</summary>
    ValueTask<string?> GrantAsync(HttpContext browser, MemberTarget target, ImmutableArray<string> items, CancellationToken ct);

    /// <summary>The catalogue to choose from; what is not offered any more stays where it is granted.</summary>
    ItemTree Tree(IReadOnlySet<string> granted);
}

/// <summary>Whose members, and as which member they are governed.</summary>
/// <param name="Acting">Key of the membership acted in.</param>
/// <param name="Institution">Key of the institution of the unit whose members they are; null: those the membership itself is about. May be hostile.</param>
internal sealed record MembersOf(string Acting, string? Institution = null);

/// <summary>On whom something is done.</summary>
/// <param name="Place">Whose member.</param>
/// <param name="Member">Key of the member; may be hostile.</param>
/// <param name="Version">The version that was seen.</param>
internal sealed record MemberTarget(MembersOf Place, string Member, int Version);

/// <summary>The form of 创建经办用户, as typed; all of it may be hostile.</summary>
internal sealed record MemberTyped(string? Role, string? Name, string? DocumentType, string? DocumentNumber, string? Country, string? Mobile, DateOnly? Start, DateOnly? End)
{
    /// <summary>Never what was typed.</summary>
    public override string ToString() => nameof(MemberTyped);
}
