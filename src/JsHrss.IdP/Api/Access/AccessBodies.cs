using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace JsHrss.IdP.Api.Access;

/// <summary>A subject or resource (Authorization API 1.0 §5.1, §5.2).</summary>
internal sealed record EntityBody
{
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>An object; nothing in it is read, because we know more of persons and items than whoever asks.</summary>
    [JsonPropertyName("properties")]
    public JsonObject? Properties { get; init; }
}

/// <summary>An action (Authorization API 1.0 §5.3).</summary>
internal sealed record ActionBody
{
    /// <summary><c>query</c>, <c>submit</c> or <c>review</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("properties")]
    public JsonObject? Properties { get; init; }
}

/// <summary>A context (Authorization API 1.0 §5.4), of which these members are ours; others are ignored.</summary>
internal sealed record ContextBody
{
    /// <summary>Public id, unit number or unified social credit code. Absent, with no institution: the person acts for themselves.</summary>
    [JsonPropertyName("unit")]
    public string? Unit { get; init; }

    /// <summary>Institution number.</summary>
    [JsonPropertyName("institution")]
    public string? Institution { get; init; }

    /// <summary>The mandate that the client goes by, as it stands in <c>represents</c>: another one, or a newer version, is a refusal.</summary>
    [JsonPropertyName("mandate")]
    public MandateBody? Mandate { get; init; }

    /// <summary>Where the person was, so that the link of a refusal leads back there: an address at the origin of the client's <c>initiate_login_uri</c>.</summary>
    [JsonPropertyName("target_link_uri")]
    public string? TargetLinkUri { get; init; }
}

/// <summary>A mandate as tokens name it.</summary>
internal sealed record MandateBody
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("version")]
    public int? Version { get; init; }
}

/// <summary>One question (Authorization API 1.0 §6.1).</summary>
internal record EvaluationBody
{
    [JsonPropertyName("subject")]
    public EntityBody? Subject { get; init; }

    [JsonPropertyName("action")]
    public ActionBody? Action { get; init; }

    [JsonPropertyName("resource")]
    public EntityBody? Resource { get; init; }

    [JsonPropertyName("context")]
    public ContextBody? Context { get; init; }
}

/// <summary>Several questions, with what they have in common above them (Authorization API 1.0 §7.1).</summary>
internal sealed record EvaluationsBody : EvaluationBody
{
    [JsonPropertyName("evaluations")]
    public ImmutableArray<EvaluationBody?>? Evaluations { get; init; }

    [JsonPropertyName("options")]
    public OptionsBody? Options { get; init; }
}

/// <summary>How several questions are answered (Authorization API 1.0 §7.1.2).</summary>
internal sealed record OptionsBody
{
    /// <summary><c>execute_all</c>, <c>deny_on_first_deny</c> or <c>permit_on_first_permit</c>.</summary>
    [JsonPropertyName("evaluations_semantic")]
    public string? Semantic { get; init; }
}

/// <summary>An answer (Authorization API 1.0 §5.5).</summary>
internal sealed record Decision
{
    [JsonPropertyName("decision")]
    public required bool IsPermitted { get; init; }

    [JsonPropertyName("context")]
    public RefusalContext? Context { get; init; }
}

/// <summary>Why not, and what can be done (Authorization API 1.0 §5.5.1).</summary>
internal sealed record RefusalContext
{
    /// <summary>Stable reason.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>Roles of the unit whose holders can mend it: <c>legal_representative</c>, <c>administrator</c>. Absent: nobody of the unit can.</summary>
    [JsonPropertyName("who_can_grant")]
    public ImmutableArray<string>? WhoCanGrant { get; init; }

    /// <summary>For the next authorization request, where the level is too low.</summary>
    [JsonPropertyName("acr_values")]
    public string? AcrValues { get; init; }

    /// <summary>For the person: begins a sign-in at the client, and leads back to what was refused. Absent where the client registered no <c>initiate_login_uri</c>.</summary>
    [JsonPropertyName("link")]
    public string? Link { get; init; }
}

/// <summary>Several answers, in the order of the questions (Authorization API 1.0 §7.2).</summary>
internal sealed record Decisions([property: JsonPropertyName("evaluations")] ImmutableArray<Decision> Evaluations);

/// <summary>Where this server decides (Authorization API 1.0 §9.1).</summary>
internal sealed record DecisionPoint
{
    [JsonPropertyName("policy_decision_point")]
    public required string Identifier { get; init; }

    [JsonPropertyName("access_evaluation_endpoint")]
    public required string Evaluation { get; init; }

    [JsonPropertyName("access_evaluations_endpoint")]
    public required string Evaluations { get; init; }
}

/// <summary>No member twice, and no depth without end (Authorization API 1.0 §11.5, RFC 7493 §2.3); members that are not known are passed over (§10.1.1).</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false, MaxDepth = 16, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EvaluationBody))]
[JsonSerializable(typeof(EvaluationsBody))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(Decisions))]
[JsonSerializable(typeof(DecisionPoint))]
internal sealed partial class AccessJson : JsonSerializerContext;
