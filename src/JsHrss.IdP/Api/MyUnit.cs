using System.Text.Json.Serialization;

namespace JsHrss.IdP.Api;

/// <summary>One unit the person belongs to.</summary>
internal sealed record MyUnit
{
    /// <summary>As <c>represents.sub</c>.</summary>
    [JsonPropertyName("sub")]
    public required string Unit { get; init; }

    [JsonPropertyName("organization_name")]
    public required string OrganizationName { get; init; }

    [JsonPropertyName("unit_no")]
    public required string UnitNumber { get; init; }

    [JsonPropertyName("registration_number"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RegistrationNumber { get; init; }

    [JsonPropertyName("institution_no"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InstitutionNumber { get; init; }

    [JsonPropertyName("role")]
    public required string Role { get; init; }

    /// <summary>Last day of the mandate, in China; absent without end.</summary>
    [JsonPropertyName("until"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Until { get; init; }

    /// <summary>Whether it would be served now, given the proof that opens it.</summary>
    [JsonPropertyName("served")]
    public required bool Served { get; init; }

    /// <summary>Stable reason where it would not.</summary>
    [JsonPropertyName("reason"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }
}
