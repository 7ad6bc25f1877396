using System.Collections.Immutable;

namespace JsHrss.IdP.Web.Units;

/// <summary>The form of 创建经办用户, to be drawn.</summary>
/// <param name="Fields">As typed.</param>
/// <param name="Roles">用户类别 to choose from; empty: the role is settled.</param>
/// <param name="Full">Those of them without a free seat.</param>
/// <param name="Mistakes">Of the whole form.</param>
internal sealed record MemberFormShown(MemberFields Fields, ImmutableArray<string> Roles, ImmutableArray<string> Full, IReadOnlyList<FormMistake> Mistakes)
{
    /// <summary>Whether a role is chosen: as typed, or as the only one that can be.</summary>
    public bool IsChosen(string role) => Roles.Contains(Fields.Role ?? "") ? Fields.Role == role : !Full.Contains(role) && Roles.All(one => one == role || Full.Contains(one));

    /// <summary>Whether a role cannot be chosen: no seat is free. One that was typed already can be corrected.</summary>
    public bool IsClosed(string role) => Full.Contains(role) && Fields.Role != role;

    /// <summary>The mistake at a field; null: none.</summary>
    public FormMistake? At(string field) => Mistakes.FirstOrDefault(one => one.IsAtField && one.Field == field);
}
