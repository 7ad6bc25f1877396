using System.Text.Json.Nodes;
using RelyingParty.Hall;
using RelyingParty.OpenId;
using RelyingParty.Pages.Hall;

namespace RelyingParty.Pages.Agency;

/// <summary>An item as it was granted.</summary>
internal sealed record HeldItem(string Code, string Name, IReadOnlyList<string> Actions, string? Until);

/// <summary>What the agency received: the item it asked for, as far as the person holds it.</summary>
internal sealed class WelcomeModel : HallPage
{
    public IReadOnlyList<HeldItem> Held =>
    [
        .. (Ticket.Current.Tokens.Raw["authorization_details"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(detail => detail.Texts("items").Select(item =>
            new HeldItem(item, AgencyItems.Find(item)?.Name ?? item, detail.Texts("actions"), detail.Object("validity")?.Text("end")))),
    ];
}
