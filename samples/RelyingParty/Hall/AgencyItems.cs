using System.Text.Json.Nodes;

namespace RelyingParty.Hall;

/// <summary>One business item that the third-party agency would do for a unit.</summary>
internal sealed record AgencyItem(string Code, string Name, string What, IReadOnlyList<string> Actions)
{
    /// <summary><c>authorization_details</c> for this item alone (RFC 9396 §2).</summary>
    public string Details => new JsonArray(new JsonObject
    {
        ["type"] = "urn:jshrss:item",
        ["items"] = new JsonArray(Code),
        ["actions"] = new JsonArray([.. Actions.Select(action => (JsonNode)action)]),
    }).ToJsonString();
}

/// <summary>What the agency offers: each is asked for by itself, when the unit wants it.</summary>
internal static class AgencyItems
{
    public static IReadOnlyList<AgencyItem> All { get; } =
    [
        new("SI-0203", "单位权益单打印", "每月代为打印参保缴费凭证，只查询、不提交。", ["query"]),
        new("SI-0101", "劳动合同拟定", "代为拟定并提交劳动合同。", ["query", "submit"]),
    ];

    public static AgencyItem? Find(string? code) => All.FirstOrDefault(item => item.Code == code);
}
