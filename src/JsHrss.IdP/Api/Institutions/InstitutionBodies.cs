using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace JsHrss.IdP.Api.Institutions;

/// <summary>What a unit sends to apply.</summary>
internal sealed record InstitutionApplicationBody
{
    /// <summary>2-50 letters, digits and marks of names.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>条线, 2-30 of the same.</summary>
    [JsonPropertyName("business_line")]
    public string? BusinessLine { get; init; }
}

/// <summary>What an officer's system sends to open one.</summary>
internal sealed record InstitutionCreationBody
{
    /// <summary><c>u_…</c>, unified social credit code or unit number.</summary>
    [JsonPropertyName("unit")]
    public string? Unit { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("business_line")]
    public string? BusinessLine { get; init; }

    /// <summary>Account name of the officer for whom the system acts, as that system knows it.</summary>
    [JsonPropertyName("officer")]
    public string? Officer { get; init; }

    /// <summary>For the unit to read.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }
}

/// <summary>What an officer's system sends to decide.</summary>
internal sealed record InstitutionDecisionBody
{
    /// <summary>Account name of the officer for whom the system acts, as that system knows it.</summary>
    [JsonPropertyName("officer")]
    public string? Officer { get; init; }

    /// <summary>For the unit to read; required to refuse, suspend and end.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }
}

/// <summary>An institution, or an application for one.</summary>
internal sealed record InstitutionBody
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>机构编号; absent until it is approved.</summary>
    [JsonPropertyName("number")]
    public string? Number { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("business_line")]
    public required string BusinessLine { get; init; }

    /// <summary><c>applied</c>, <c>active</c>, <c>suspended</c>, <c>ended</c>, <c>refused</c> or <c>withdrawn</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary><c>unit</c>: it was applied for; <c>officer</c>: it was opened without.</summary>
    [JsonPropertyName("opened_by")]
    public required string OpenedBy { get; init; }

    [JsonPropertyName("created_at")]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an officer decided last; absent: none did.</summary>
    [JsonPropertyName("decided_at")]
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    /// <summary>Told to officers' systems only.</summary>
    [JsonPropertyName("officer")]
    public string? Officer { get; init; }

    /// <summary>Told to officers' systems only; a unit knows whose it is.</summary>
    [JsonPropertyName("unit")]
    public InstitutionUnitBody? Unit { get; init; }

    /// <summary>Goes into <c>If-Match</c>, in quotation marks.</summary>
    [JsonPropertyName("version")]
    public required int Version { get; init; }
}

/// <summary>Whose it is.</summary>
internal sealed record InstitutionUnitBody(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("organization_name")] string Name,
    [property: JsonPropertyName("unit_no")] string Number,
    [property: JsonPropertyName("registration_number")] string? CreditCode);

/// <summary>A part of a list.</summary>
/// <param name="Institutions">This part, oldest first.</param>
/// <param name="Next">Goes into <c>cursor</c> for the next part; absent: this is the last.</param>
internal sealed record InstitutionListBody(
    [property: JsonPropertyName("institutions")] ImmutableArray<InstitutionBody> Institutions,
    [property: JsonPropertyName("next")] string? Next);

/// <summary>A member that is not known is refused: a role, state or number that somebody sends in the hope that it is taken is never silently passed over.</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false, MaxDepth = 8, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InstitutionApplicationBody))]
[JsonSerializable(typeof(InstitutionCreationBody))]
[JsonSerializable(typeof(InstitutionDecisionBody))]
[JsonSerializable(typeof(InstitutionBody))]
[JsonSerializable(typeof(InstitutionListBody))]
internal sealed partial class InstitutionJson : JsonSerializerContext;
