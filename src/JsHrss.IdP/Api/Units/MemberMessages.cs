using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace JsHrss.IdP.Api.Units;

/// <summary>Who acts for a unit, or an institution of it (R131, R138).</summary>
internal sealed record MembersMessage
{
    /// <summary>Role that the person behind the token acts in.</summary>
    [JsonPropertyName("acting_as")]
    public required string ActingAs { get; init; }

    [JsonPropertyName("terms")]
    public required TermsMessage Terms { get; init; }

    /// <summary>Roles that may be added, whether or not a seat is free.</summary>
    [JsonPropertyName("may_add")]
    public required ImmutableArray<string> MayAdd { get; init; }

    [JsonPropertyName("cards")]
    public required ImmutableArray<CardMessage> Cards { get; init; }

    /// <summary>At most twelve that hold a seat, and besides them those whose record is damaged.</summary>
    [JsonPropertyName("members")]
    public required ImmutableArray<MemberMessage> Members { get; init; }
}

/// <summary>开通须知.</summary>
/// <param name="Accepted">Whether it was agreed to; until then nothing is added or changed.</param>
/// <param name="Version">The one in force.</param>
internal sealed record TermsMessage([property: JsonPropertyName("accepted")] bool Accepted, [property: JsonPropertyName("version")] int Version);

/// <summary>「法定代表人 一级 授权账号 1个」.</summary>
/// <param name="Role">Whose.</param>
/// <param name="Level">1, 2 or 3.</param>
/// <param name="Count">How many seats are taken.</param>
/// <param name="Most">How many there are.</param>
internal sealed record CardMessage(
    [property: JsonPropertyName("role")] string Role,
    [property: JsonPropertyName("level")] int Level,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("most")] int Most);

/// <summary>A member. Personal data is masked (domain §5.8, case AD-06).</summary>
internal sealed record MemberMessage
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("role")]
    public required string Role { get; init; }

    /// <summary><c>pending</c>, <c>not_started</c>, <c>active</c>, <c>expired</c>, <c>suspended</c> or <c>damaged</c>.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    [JsonPropertyName("masked_name")]
    public required string Name { get; init; }

    [JsonPropertyName("document_type")]
    public required string DocumentType { get; init; }

    [JsonPropertyName("masked_document_number")]
    public required string DocumentNumber { get; init; }

    [JsonPropertyName("masked_mobile")]
    public string? Mobile { get; init; }

    /// <summary>授权人, masked; absent where no member granted it.</summary>
    [JsonPropertyName("granted_by")]
    public string? GrantedBy { get; init; }

    /// <summary>First day; absent for legal representatives.</summary>
    [JsonPropertyName("starts")]
    public DateOnly? Starts { get; init; }

    /// <summary>Last day, until 24:00 in China.</summary>
    [JsonPropertyName("ends")]
    public DateOnly? Ends { get; init; }

    /// <summary>Whether it has all items, also those to come.</summary>
    [JsonPropertyName("all_items")]
    public required bool AllItems { get; init; }

    /// <summary>How many items it has where it has not all.</summary>
    [JsonPropertyName("item_count")]
    public required int ItemCount { get; init; }

    [JsonPropertyName("added_at")]
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Of a pending one: until when it can be confirmed.</summary>
    [JsonPropertyName("confirm_until")]
    public DateTimeOffset? ConfirmUntil { get; init; }

    /// <summary>Its entity tag, to be sent as <c>If-Match</c> with a change.</summary>
    [JsonPropertyName("etag")]
    public required string Tag { get; init; }

    /// <summary>Whether it is the person behind the token.</summary>
    [JsonPropertyName("is_self")]
    public required bool IsSelf { get; init; }

    /// <summary>Some of <c>items</c>, <c>delete</c>, <c>period</c>, <c>replacement</c>, <c>role</c>: what the person behind the token may do to it.</summary>
    [JsonPropertyName("actions")]
    public required ImmutableArray<string> Actions { get; init; }
}

/// <summary>A member that was made. It awaits the person's confirmation in the app; nothing secret belongs to it (case UN-10).</summary>
/// <param name="Id">Its key.</param>
internal sealed record NewMember([property: JsonPropertyName("id")] string Id);

/// <summary>Whom to add (R133).</summary>
internal record ReplacementBody
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Code of the document's type; absent: a resident's identity card.</summary>
    [JsonPropertyName("document_type")]
    public string? DocumentType { get; init; }

    [JsonPropertyName("document_number")]
    public string? DocumentNumber { get; init; }

    /// <summary>A passport's issuing country.</summary>
    [JsonPropertyName("country")]
    public string? Country { get; init; }

    [JsonPropertyName("mobile")]
    public string? Mobile { get; init; }

    /// <summary>First day; absent: today.</summary>
    [JsonPropertyName("starts")]
    public DateOnly? Starts { get; init; }

    /// <summary>Last day; absent: one year from the first.</summary>
    [JsonPropertyName("ends")]
    public DateOnly? Ends { get; init; }

    /// <summary>Never what was typed.</summary>
    public sealed override string ToString() => "member";
}

/// <summary>Whom to add, as what.</summary>
internal sealed record NewMemberBody : ReplacementBody
{
    /// <summary><c>administrator</c> or <c>agent</c>.</summary>
    [JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>Of an agent: codes of the catalogue; absent: none yet.</summary>
    [JsonPropertyName("items")]
    public ImmutableArray<string>? Items { get; init; }
}

/// <summary>更新期限.</summary>
internal sealed record PeriodBody
{
    /// <summary>First day; absent: today.</summary>
    [JsonPropertyName("starts")]
    public DateOnly? Starts { get; init; }

    /// <summary>Last day; absent: one year from the first.</summary>
    [JsonPropertyName("ends")]
    public DateOnly? Ends { get; init; }
}

/// <summary>身份变更.</summary>
internal sealed record RoleBody
{
    /// <summary><c>administrator</c> or <c>agent</c>.</summary>
    [JsonPropertyName("role")]
    public string? Role { get; init; }
}

/// <summary>授权: all items of an agent, anew.</summary>
internal sealed record MemberItemsBody
{
    /// <summary>Codes of the catalogue; empty: none.</summary>
    [JsonPropertyName("items")]
    public ImmutableArray<string>? Items { get; init; }
}
