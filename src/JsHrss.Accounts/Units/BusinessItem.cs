using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;

namespace JsHrss.Accounts.Units;

/// <summary>事项: something a relying party offers and a mandate may cover.</summary>
/// <param name="Code">事项编码.</param>
/// <param name="Name">事项名称.</param>
/// <param name="MinimumLevel">Least level of the acting person.</param>
/// <param name="Actions">What may be done with it; none: a heading, under which others stand.</param>
/// <param name="Validity">When it is offered; null: always.</param>
/// <param name="Parent">The item it stands under; null: at the top. It orders the list that people choose from; a mandate for an item says nothing of those below it.</param>
public sealed record BusinessItem(BusinessItemCode Code, string Name, AssuranceLevel MinimumLevel, ItemActions Actions, Validity? Validity = null, BusinessItemCode? Parent = null);

/// <summary>What may be done with an item (<c>actions</c> in <c>authorization_details</c>). The numbers are stored.</summary>
[Flags]
public enum ItemActions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Look.</summary>
    Query = 1,

    /// <summary>Hand in.</summary>
    Submit = 2,

    /// <summary>Take part in the department's own process (R152).</summary>
    Review = 4,
}

/// <summary>The catalogue of items, answered from memory.</summary>
public interface IBusinessItems
{
    /// <summary>All items by code.</summary>
    IReadOnlyDictionary<BusinessItemCode, BusinessItem> All { get; }
}
