using System.Collections.Immutable;
using JsHrss.Accounts.Catalogue;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Governance;

/// <summary>Reads the items of an agent: a subset of the catalogue (R139).</summary>
internal static class ItemScope
{
    public static Result<MandateScope> Read(ImmutableArray<string> items, IBusinessItems catalogue)
    {
        if (items.IsDefaultOrEmpty)
            return MandateScope.None;
        if (items.Length > ImportItems.MostItems)
            return new Refusal(GovernanceErrors.ItemUnknown);
        var known = catalogue.All;
        var codes = ImmutableArray.CreateBuilder<BusinessItemCode>(items.Length);
        foreach (var text in items)
        {
            var code = BusinessItemCode.Read(text);
            if (!code.IsOk || !known.ContainsKey(code.Value))
                return new Refusal(GovernanceErrors.ItemUnknown);
            codes.Add(code.Value);
        }

        return MandateScope.Of(codes);
    }
}
