using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace JsHrss.IdP.Api;

/// <summary>Who is behind the token, in the words of the tokens themselves.</summary>
internal sealed record Me
{
    /// <summary>As in the ID token of the same client.</summary>
    [JsonPropertyName("sub")]
    public required string Subject { get; init; }

    /// <summary>Masked; the full name is a claim of scope <c>profile</c>.</summary>
    [JsonPropertyName("masked_name")]
    public required string MaskedName { get; init; }

    /// <summary><c>person</c> or <c>unit</c>.</summary>
    [JsonPropertyName("subject_type")]
    public required string SubjectType { get; init; }

    /// <summary><c>registered</c>, <c>real_name</c> or <c>real_person</c>.</summary>
    [JsonPropertyName("auth_level")]
    public required string AuthLevel { get; init; }

    [JsonPropertyName("acr")]
    public string? Acr { get; init; }

    /// <summary>Seconds since 1970.</summary>
    [JsonPropertyName("auth_time")]
    public long? AuthTime { get; init; }

    /// <summary>For which unit; absent for oneself.</summary>
    [JsonPropertyName("represents"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Represents { get; init; }

    /// <summary>What may be done: an array (RFC 9396); only for a unit, and for a token that was asked for with business items.</summary>
    [JsonPropertyName("authorization_details"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? AuthorizationDetails { get; init; }
}
