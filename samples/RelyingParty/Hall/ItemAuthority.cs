using System.Text.Json.Nodes;
using RelyingParty.OpenId;

namespace RelyingParty.Hall;

/// <summary>Which business items this sign-in may handle, and how: the granted <c>authorization_details</c> (RFC 9396 §7).</summary>
internal sealed class ItemAuthority
{
    private const string Type = "urn:jshrss:item";
    private const string All = "*";

    private readonly HashSet<(string Item, string Action)> granted = [];

    public bool Any => granted.Count > 0;

    public bool Allows(string item, string action) => granted.Contains((item, action)) || granted.Contains((All, action));

    /// <summary>These items with this action.</summary>
    public static ItemAuthority Of(IEnumerable<string> items, string action)
    {
        var authority = new ItemAuthority();
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
