using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace JsHrss.IdP.Api.Units;

/// <summary>Why something of a unit is not shown or done (RFC 9457). Its codes are stable (docs/units-api.md).</summary>
internal sealed record UnitProblem
{
    public const string ContentType = "application/problem+json";

    /// <summary>The phrase of the status; the type is <c>about:blank</c> (RFC 9457 §4.2.1).</summary>
    [JsonPropertyName("title")]
    public required string Title { get; init; }

    [JsonPropertyName("status")]
    public required int Status { get; init; }

    /// <summary>Stable: what programs decide by.</summary>
    [JsonPropertyName("code")]
    public required string Code { get; init; }

    /// <summary>For the developer of the client.</summary>
    [JsonPropertyName("detail")]
    public string? Detail { get; init; }

    /// <summary>Members of the body that it is about.</summary>
    [JsonPropertyName("members")]
    public ImmutableArray<string>? Members { get; init; }
}

/// <summary>Codes of this API's own; the others are those of the use cases.</summary>
internal static class UnitCodes
{
    /// <summary>No JSON, or of another form than is taken here.</summary>
    public const string Malformed = "invalid_request";

    /// <summary>A member that is none of this body, or none that may be set here (case UN-11).</summary>
    public const string MemberRefused = "body_member_refused";

    /// <summary>A member that is shown and not set (R148).</summary>
    public const string ReadOnly = "read_only";

    /// <summary>What is written over must have been seen (RFC 6585 §3).</summary>
    public const string IfMatchRequired = "if_match_required";

    /// <summary>No page of this list begins so.</summary>
    public const string CursorUnknown = "cursor_unknown";

    public const string TooMany = "too_many";
    public const string Unavailable = "temporarily_unavailable";
}
