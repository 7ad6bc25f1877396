using System.Collections.Immutable;

namespace JsHrss.IdP.Web.Units;

/// <summary>办事范围, read-only.</summary>
/// <param name="IsAll">全部事项; <see cref="Items"/> is empty then.</param>
/// <param name="Items">By code.</param>
internal sealed record OwnItemsShown(bool IsAll, ImmutableArray<ItemShown> Items);

/// <summary>One item.</summary>
/// <param name="Code">事项编码.</param>
/// <param name="Name">事项名称.</param>
/// <param name="NeedsRealPerson">Only a real person may do it.</param>
internal sealed record ItemShown(string Code, string Name, bool NeedsRealPerson);
