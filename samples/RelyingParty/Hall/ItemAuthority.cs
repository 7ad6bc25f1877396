using System.Text.Json.Nodes;
using RelyingParty.OpenId;

namespace RelyingParty.Hall;

/// <summary>Which business items this sign-in may handle, and how: the granted <c>authorization_details</c> (RFC 9396 §7).</summary>
internal sealed class ItemAuthority
{
    private const string Type = "urn:jshrss:item";
    private const string All = "*";

    private readonly HashSet<(string Item, string Action)> granted = [];
    private IReadOnlyDictionary<string, ItemRefusal> refused = new Dictionary<string, ItemRefusal>();

    public bool Any => granted.Count > 0;

    public bool Allows(string item, string action) => granted.Contains((item, action)) || granted.Contains((All, action));

    /// <summary>Why not, where somebody asked; null: nobody did, or it is allowed.</summary>
    public ItemRefusal? RefusalOf(string item) => refused.GetValueOrDefault(item);

    /// <summary>These items with this action; others with the reason why not.</summary>
    public static ItemAuthority Of(IEnumerable<string> items, string action, IReadOnlyDictionary<string, ItemRefusal> refused)
    {
        var authority = new ItemAuthority { refused = refused };
        foreach (var item in items)
            authority.granted.Add((item, action));
        return authority;
    }

    public static ItemAuthority Of(JsonArray? details)
    {
        var authority = new ItemAuthority();
        foreach (var detail in details?.OfType<JsonObject>() ?? [])
        {
            if (detail.Text("type") != Type)
                continue;
            foreach (var item in detail.Texts("items"))
            {
                foreach (var action in detail.Texts("actions"))
                    authority.granted.Add((item, action));
            }
        }
        return authority;
    }
}
