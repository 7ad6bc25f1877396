using System.Text.Json.Nodes;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.Phone;

/// <summary>An identity that may be chosen for a request.</summary>
internal sealed record OfferedContext(string Id, string Name, string? UnitNumber, string? Role, string? Ends, string? Refused, string? Remedy)
{
    public bool IsSelf => Id == "self";

    /// <summary>The register names the holder; confirming makes them a member of the unit.</summary>
    public bool ByRegister { get; init; }

    /// <summary>As what, in words.</summary>
    public string RoleText => PhoneWords.Role(Role) + (ByRegister ? "（登记信息）" : "");
}

/// <summary>A request as the App API shows it: what the holder must see, and the text that they sign.</summary>
internal sealed record WaitingRequest(
    string Id,
    string Kind,
    string State,
    string? Pairing,
    string? Site,
    string? Client,
    bool AsUnit,
    string? Place,
    string? Address,
    string? Device,
    string? At,
    string? Reach,
    string? Operator,
    IReadOnlyList<string> Gets,
    string ShownText,
    IReadOnlyList<OfferedContext> Contexts)
{
    /// <summary>In pieces, so that a line breaks at sense.</summary>
    public string[] Question => Kind switch
    {
        "device" => AsUnit ? ["要让自助机", "以单位身份登录吗？"] : ["是您本人", "在用自助机吗？"],
        "step_up" => ["是您本人在办理吗？"],
        _ => AsUnit ? ["要在电脑上", "以单位身份登录吗？"] : ["是您本人", "要登录电脑吗？"],
    };

    public string Screen => Kind == "device" ? "自助机屏幕上应显示" : "电脑屏幕上应显示";

    /// <summary>Names of the business items that a terminal asks for one by one.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>The register of units could not be asked: units may be missing.</summary>
    public bool IsRegisterSilent { get; init; }

    /// <summary>Whether there is any identity to choose.</summary>
    public bool CanBeConfirmed => Contexts.Any(one => one.Refused is null);

    /// <summary>Whether a face check on this phone would help, and nothing else can be chosen.</summary>
    public bool CanEnrol => !CanBeConfirmed && Contexts.Any(one => one.Remedy == "enrol_key");

    public bool IsOver => State is not ("new" or "scanned" or "waiting");

    /// <summary>Null when it lacks what must be shown or signed: nothing is confirmed blindly.</summary>
    public static WaitingRequest? Read(JsonNode? node)
    {
        if (node is not JsonObject json || Jose.Text(json, "id") is not { Length: > 0 } id || Jose.Text(json, "shown_text") is not { Length: > 0 } text)
            return null;
        var shown = json["shown"] as JsonObject ?? [];
        return new WaitingRequest(
            id,
            Jose.Text(json, "kind") ?? "sign_in",
            Jose.Text(json, "state") ?? "",
            Jose.Text(json, "pairing"),
            Jose.Text(shown, "site"),
            Jose.Text(shown, "client"),
            Jose.Text(shown, "as") == "unit",
            Jose.Text(shown, "place"),
            Jose.Text(shown, "address"),
            Jose.Text(shown, "device"),
            Jose.Text(shown, "at"),
            Jose.Text(shown, "reach"),
            Jose.Text(shown, "operator"),
            [.. (shown["gets"] as JsonArray ?? []).OfType<JsonValue>().Select(one => one.ToString())],
            text,
            [.. (json["contexts"] as JsonArray ?? []).OfType<JsonObject>().Where(one => Jose.Text(one, "context") is not null).Select(one => new OfferedContext(
                Jose.Text(one, "context")!, Jose.Text(one, "name") ?? "", Jose.Text(one, "unit_no"), Jose.Text(one, "role"), Jose.Text(one, "ends"), Jose.Text(one, "refused"), Jose.Text(one, "remedy"))
            {
                ByRegister = one["by_register"] is JsonValue value && value.TryGetValue<bool>(out var byRegister) && byRegister,
            })])
        {
            Items = [.. (shown["items"] as JsonArray ?? []).OfType<JsonValue>().Select(one => one.ToString())],
            IsRegisterSilent = Jose.Text(json, "register") == "unavailable",
        };
    }
}
