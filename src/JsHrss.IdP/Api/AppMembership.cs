using System.Text.Json.Serialization;

namespace JsHrss.IdP.Api;

/// <summary>A membership of the holder.</summary>
internal sealed record AppMembership
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("unit_no")]
    public required string UnitNumber { get; init; }

    [JsonPropertyName("role")]
    public required string Role { get; init; }

    /// <summary><c>awaiting</c>, <c>invitation_expired</c>, <c>active</c>, <c>not_started</c>, <c>ended</c> or <c>suspended</c>.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    [JsonPropertyName("starts")]
    public DateOnly? Starts { get; init; }

    [JsonPropertyName("ends")]
    public DateOnly? Ends { get; init; }

    /// <summary>Whether it can be signed in to with a password of its own, which its holder may set anew.</summary>
    [JsonPropertyName("has_password")]
    public bool HasPassword { get; init; }

    /// <summary>授权人; absent where no member granted it.</summary>
    [JsonPropertyName("granted_by"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AppGranter? GrantedBy { get; init; }

    /// <summary>Of an invitation: when it is over, in China time; absent otherwise.</summary>
    [JsonPropertyName("confirm_until"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ConfirmUntil { get; init; }

    /// <summary>Of an invitation: days that are left, the begun one counted; 0: it is over. Absent otherwise.</summary>
    [JsonPropertyName("days_left"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? DaysLeft { get; init; }
}

/// <summary>Who granted a mandate.</summary>
/// <param name="Role">In which role.</param>
/// <param name="Name">Masked; null: not known.</param>
internal sealed record AppGranter([property: JsonPropertyName("role")] string Role, [property: JsonPropertyName("name")] string? Name);

/// <summary>A password for a membership, with the face check that was passed for it.</summary>
/// <param name="FaceCheck">Its id.</param>
/// <param name="Password">As typed.</param>
internal sealed record MembershipPasswordBody([property: JsonPropertyName("face_check")] string? FaceCheck, [property: JsonPropertyName("password")] string? Password)
{
    /// <summary>Never what was typed.</summary>
    public override string ToString() => nameof(MembershipPasswordBody);
}
