using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace JsHrss.IdP.Api;

/// <summary>What the app scanned.</summary>
/// <param name="Code">Text of the code, or a terminal's code as typed.</param>
internal sealed record ScanBody([property: JsonPropertyName("code")] string? Code);

/// <summary>An approval.</summary>
/// <param name="Context"><c>self</c>, or a membership id of those offered.</param>
/// <param name="Signature">Compact JWS over what was shown.</param>
internal sealed record ConfirmBody([property: JsonPropertyName("context")] string? Context, [property: JsonPropertyName("signature")] string? Signature);

/// <summary>A refusal.</summary>
/// <param name="Reason"><c>not_me</c> or <c>changed_mind</c>.</param>
internal sealed record DenyBody([property: JsonPropertyName("reason")] string? Reason);

/// <summary>A request that the holder of the app decides.</summary>
internal sealed record AppRequest
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary><c>sign_in</c> or <c>device</c>.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary><c>scanned</c>, <c>confirmed</c>, <c>denied</c>, <c>expired</c> or <c>over</c>.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>Seconds until it is too late.</summary>
    [JsonPropertyName("expires_in")]
    public required int ExpiresIn { get; init; }

    /// <summary>To be compared with the screen: two digits, or a terminal's code.</summary>
    [JsonPropertyName("pairing")]
    public required string Pairing { get; init; }

    /// <summary>What to show; <see cref="ShownText"/> read as JSON.</summary>
    [JsonPropertyName("shown")]
    public required JsonObject Shown { get; init; }

    /// <summary>The exact text whose SHA-256 (of UTF-8) is signed.</summary>
    [JsonPropertyName("shown_text")]
    public required string ShownText { get; init; }

    /// <summary>What may be chosen.</summary>
    [JsonPropertyName("contexts")]
    public required ImmutableArray<OfferedToApp> Contexts { get; init; }

    /// <summary><c>unavailable</c>: the register of units could not be asked, so that units may be missing; absent otherwise.</summary>
    [JsonPropertyName("register"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Register { get; init; }
}

/// <summary>One line to choose.</summary>
internal sealed record OfferedToApp
{
    /// <summary><c>self</c>, a membership id, or the id of a unit that the register says the holder represents.</summary>
    [JsonPropertyName("context")]
    public required string Context { get; init; }

    /// <summary>The unit's name, with the institution's where it is one; masked name for self.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("unit_no")]
    public string? UnitNumber { get; init; }

    [JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>Last day of the mandate, in China; null without end.</summary>
    [JsonPropertyName("ends")]
    public DateOnly? Ends { get; init; }

    /// <summary>Stable reason why it cannot be chosen; null: it can.</summary>
    [JsonPropertyName("refused")]
    public string? Refused { get; init; }

    /// <summary><see cref="AppKeyState.Remedy"/>.</summary>
    [JsonPropertyName("remedy")]
    public string? Remedy { get; init; }

    /// <summary>True: by the register alone; confirming makes the holder a member of the unit. Absent otherwise.</summary>
    [JsonPropertyName("by_register"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByRegister { get; init; }
}

/// <summary>The key the app's token is bound to.</summary>
/// <param name="Thumbprint">RFC 7638.</param>
/// <param name="IsEnrolled">Whether it may approve for units.</param>
/// <param name="Remedy">What makes it one: <c>enrol_key</c>, a face check on this phone; <c>real_name</c>, the account's name and document first. Null: nothing need or can be done here.</param>
internal sealed record AppKeyState(
    [property: JsonPropertyName("jkt")] string Thumbprint, [property: JsonPropertyName("enrolled")] bool IsEnrolled, [property: JsonPropertyName("remedy")] string? Remedy = null);

/// <summary>Why a call of the app was refused.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Reason">Stable reason beside some codes; absent otherwise.</param>
internal sealed record AppProblem(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("reason"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason)
{
    /// <summary><see cref="AppKeyState.Remedy"/>; absent where there is none.</summary>
    [JsonPropertyName("remedy"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Remedy { get; init; }
}
