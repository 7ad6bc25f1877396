using System.Collections.Immutable;

namespace JsHrss.IdP.Web.Units;

/// <summary>The form of 创建经办用户, to be drawn.</summary>
/// <param name="Fields">As typed.</param>
/// <param name="Roles">用户类别 to choose from; empty: the role is settled.</param>
/// <param name="Full">Those of them without a free seat.</param>
/// <param name="Mistakes">Of the whole form.</param>
internal sealed record MemberFormShown(MemberFields Fields, ImmutableArray<string> Roles, ImmutableArray<string> Full, IReadOnlyList<FormMistake> Mistakes)
{
    /// <summary>The mistake at a field; null: none.</summary>
    public FormMistake? At(string field) => Mistakes.FirstOrDefault(one => one.IsAtField && one.Field == field);
}
