using System.Text.Json.Nodes;
using UpstreamSandbox.Wire;

namespace UpstreamSandbox.Phone;

/// <summary>A membership as the App API lists it.</summary>
internal sealed record ListedMembership(string Id, string Name, string? UnitNumber, string? Role, string? State, string? Starts, string? Ends)
{
    public bool HasPassword { get; init; }

    public string? GranterRole { get; init; }

    public string? Granter { get; init; }

    public string? ConfirmUntil { get; init; }

    public int? DaysLeft { get; init; }

    /// <summary>An invitation that may still be confirmed.</summary>
    public bool IsInvited => State == "awaiting";

    /// <summary>What a face check would be for; null: there is nothing to be done.</summary>
    public string? Purpose => IsInvited ? "confirm_membership" : HasPassword && State is "active" or "not_started" or "ended" ? "membership_password" : null;

    public static ListedMembership Read(JsonObject json) => new(
        Jose.Text(json, "id") ?? "", Jose.Text(json, "name") ?? "", Jose.Text(json, "unit_no"), Jose.Text(json, "role"), Jose.Text(json, "state"), Jose.Text(json, "starts"), Jose.Text(json, "ends"))
    {
        HasPassword = json["has_password"] is JsonValue has && has.TryGetValue<bool>(out var hasPassword) && hasPassword,
        GranterRole = json["granted_by"] is JsonObject granter ? Jose.Text(granter, "role") : null,
        Granter = json["granted_by"] is JsonObject named ? Jose.Text(named, "name") : null,
        ConfirmUntil = Jose.Text(json, "confirm_until"),
        DaysLeft = json["days_left"] is JsonValue left && left.TryGetValue<int>(out var days) ? days : null,
    };
}
