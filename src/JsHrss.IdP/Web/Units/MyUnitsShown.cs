using System.Collections.Immutable;

namespace JsHrss.IdP.Web.Units;

/// <summary>我的单位.</summary>
/// <param name="All">By unit number.</param>
/// <param name="AreOpenedOnly">The session was begun with one unit's password, and shows nothing of the person's other units.</param>
internal sealed record MyUnitsShown(ImmutableArray<MyUnitShown> All, bool AreOpenedOnly);

/// <summary>One of them.</summary>
/// <param name="Membership">Key of the membership, as addresses hold it.</param>
/// <param name="Name">单位全称.</param>
/// <param name="Institution">Name of the institution it is limited to; null: the unit itself.</param>
/// <param name="Role"><c>legal_representative</c>, <c>administrator</c> or <c>agent</c>.</param>
/// <param name="State"><c>open</c>, <c>proof_missing</c>, <c>closed</c> or <c>pending</c>.</param>
/// <param name="Reason">Why it is closed, a stable code; null unless closed.</param>
/// <param name="Start">First day of the mandate; null: without period.</param>
/// <param name="End">Last day of it.</param>
/// <param name="ConfirmUntil">When a pending invitation is over, UTC; null unless pending.</param>
/// <param name="CanEnter">Whether there is anything to be entered.</param>
/// <param name="MayLeave">Whether it can be left by oneself.</param>
internal sealed record MyUnitShown(
    string Membership,
    string Name,
    string? Institution,
    string Role,
    string State,
    string? Reason,
    DateOnly? Start,
    DateOnly? End,
    DateTimeOffset? ConfirmUntil,
    bool CanEnter,
    bool MayLeave)
{
    /// <summary>What names it as <c>unit_hint</c> does: the institution's number, or the unit's number and code.</summary>
    public ImmutableArray<string> Named { get; init; } = [];

    /// <summary>With the institution's name where it is one.</summary>
    public string FullName => Institution is null ? Name : $"{Name}（{Institution}）";
}
