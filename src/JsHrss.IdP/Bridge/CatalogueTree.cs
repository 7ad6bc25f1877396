using System.Collections.Immutable;
using JsHrss.Accounts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Web.Units;

namespace JsHrss.IdP.Bridge;

/// <summary>The catalogue as people choose from it: each item under the one it stands under.</summary>
internal sealed class CatalogueTree(IBusinessItems catalogue, TimeProvider clock)
{
    /// <summary>The tree.</summary>
    /// <param name="granted">What is granted already, offered still or not.</param>
    public ItemTree Of(IReadOnlySet<string> granted)
    {
        var (all, now) = (catalogue.All, clock.GetUtcNow());
        var below = all.Values.ToLookup(item => item.Parent is { } parent && all.ContainsKey(parent) ? parent : default(BusinessItemCode?));
        return new ItemTree(Under(null, below, granted, now));
    }

    private static ImmutableArray<ItemNode> Under(BusinessItemCode? parent, ILookup<BusinessItemCode?, BusinessItem> below, IReadOnlySet<string> granted, DateTimeOffset now)
    {
        var nodes = ImmutableArray.CreateBuilder<ItemNode>();
        foreach (var item in below[parent].OrderBy(item => item.Code))
        {
            var isOver = item.Validity?.StateAt(now) == ValidityState.Ended;
            var isGrantable = item.Actions != ItemActions.None && (!isOver || granted.Contains(item.Code.Value));
            var children = Under(item.Code, below, granted, now);
            // A heading without anything to choose under it is noise.
            if (isGrantable || !children.IsEmpty)
                nodes.Add(new ItemNode(item.Code.Value, item.Name, isGrantable, item.MinimumLevel == AssuranceLevel.RealPerson, isOver, children));
        }

        return nodes.ToImmutable();
    }
}
