using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace JsHrss.IdP.Api;

/// <summary>A face check is wanted.</summary>
/// <param name="Purpose"><c>app_key</c>, <c>confirm_membership</c> or <c>membership_password</c>.</param>
/// <param name="Membership">For the latter two: which.</param>
/// <param name="Consent">To the notice that was shown just now.</param>
internal sealed record FaceWishBody(
    [property: JsonPropertyName("purpose")] string? Purpose, [property: JsonPropertyName("membership")] string? Membership, [property: JsonPropertyName("consent")] FaceConsentBody? Consent);

/// <summary>Consent to a text.</summary>
/// <param name="Document">As the notice says.</param>
/// <param name="Version">As the notice says.</param>
/// <param name="Digest">As the notice says.</param>
internal sealed record FaceConsentBody(
    [property: JsonPropertyName("document")] string? Document, [property: JsonPropertyName("version")] int? Version, [property: JsonPropertyName("digest")] string? Digest);

/// <summary>What the app's face service said.</summary>
/// <param name="Assertion">Compact JWS.</param>
internal sealed record FaceResultBody([property: JsonPropertyName("assertion")] string? Assertion);

/// <summary>An enrolment is wanted.</summary>
/// <param name="FaceCheck">The check that was passed for it.</param>
internal sealed record EnrolBody([property: JsonPropertyName("face_check")] string? FaceCheck);

/// <summary>《人脸识别告知同意书》 as it must be shown before each check.</summary>
/// <param name="Document">Stable code.</param>
/// <param name="Version">From 1.</param>
/// <param name="Digest">base64url of SHA-256 of the text; comes back with the consent.</param>
/// <param name="Title">Title.</param>
/// <param name="Lead">Sentence before the first part.</param>
/// <param name="Parts">In order.</param>
internal sealed record AppFaceNotice(
    [property: JsonPropertyName("document")] string Document,
    [property: JsonPropertyName("version")] int Version,
    [property: JsonPropertyName("digest")] string Digest,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("lead")] string Lead,
    [property: JsonPropertyName("parts")] ImmutableArray<AppNoticePart> Parts);

/// <summary>One part of a notice.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Text">One paragraph.</param>
internal sealed record AppNoticePart([property: JsonPropertyName("heading")] string Heading, [property: JsonPropertyName("text")] string Text);

/// <summary>A face check that this phone may take up.</summary>
internal sealed record AppFaceCheck
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary><c>face</c>: tells it from a request among the answers to a scan.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; init; } = "face";

    /// <summary><c>open</c>, <c>passed</c>, <c>failed</c>, <c>expired</c> or <c>over</c>.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary><c>app_key</c>, <c>step_up</c>, <c>confirm_membership</c> or <c>membership_password</c>.</summary>
    [JsonPropertyName("purpose")]
    public required string Purpose { get; init; }

    /// <summary>Seconds until it is too late.</summary>
    [JsonPropertyName("expires_in")]
    public required int ExpiresIn { get; init; }

    /// <summary>For the face service: stands in what it signs. Null once the check is not open.</summary>
    [JsonPropertyName("nonce")]
    public string? Nonce { get; init; }

    /// <summary>For the face service: to whom it signs.</summary>
    [JsonPropertyName("audience")]
    public required string Audience { get; init; }

    /// <summary>Whose face is expected, masked.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Two digits that the browser shows too; null: begun on this phone.</summary>
    [JsonPropertyName("pairing")]
    public string? Pairing { get; init; }

    /// <summary>Where its holder began, to be shown before they go on; null: on this phone.</summary>
    [JsonPropertyName("shown")]
    public JsonObject? Shown { get; init; }
}
