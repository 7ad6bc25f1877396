using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using JsHrss.IdP.Api.Institutions;

namespace JsHrss.IdP.Api.Units;

/// <summary>A unit, in the words of <c>represents</c>.</summary>
internal sealed record UnitMessage
{
    [JsonPropertyName("sub")]
    public required string Id { get; init; }

    /// <summary>单位全称.</summary>
    [JsonPropertyName("organization_name")]
    public required string Name { get; init; }

    /// <summary>统一社会信用代码; absent for the few that have none.</summary>
    [JsonPropertyName("registration_number")]
    public string? CreditCode { get; init; }

    /// <summary>组织机构代码: the part of the code that it is.</summary>
    [JsonPropertyName("organization_code")]
    public string? OrganizationCode { get; init; }

    /// <summary>单位编号.</summary>
    [JsonPropertyName("unit_no")]
    public required string Number { get; init; }

    /// <summary>单位类别: <c>enterprise</c>, <c>institution</c>, <c>individual_business</c>, <c>social_organization</c> or <c>other</c>.</summary>
    [JsonPropertyName("unit_type")]
    public required string Type { get; init; }

    /// <summary>统筹区, six digits of GB/T 2260.</summary>
    [JsonPropertyName("region")]
    public string? Region { get; init; }

    /// <summary><c>active</c>, <c>suspended</c> or <c>ended</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>法定代表人, masked; absent where none is known here.</summary>
    [JsonPropertyName("representative")]
    public RepresentativeMessage? Representative { get; init; }

    /// <summary>经济类型.</summary>
    [JsonPropertyName("economic_type")]
    public string? EconomicType { get; init; }

    /// <summary>行业类型.</summary>
    [JsonPropertyName("industry")]
    public string? Industry { get; init; }

    /// <summary>隶属关系.</summary>
    [JsonPropertyName("affiliation")]
    public string? Affiliation { get; init; }

    /// <summary>注册地址.</summary>
    [JsonPropertyName("registered_address")]
    public string? RegisteredAddress { get; init; }

    /// <summary>单位性质.</summary>
    [JsonPropertyName("unit_nature")]
    public string? Nature { get; init; }

    /// <summary>Whether the person behind the token may change the last five.</summary>
    [JsonPropertyName("may_edit")]
    public required bool MayEdit { get; init; }
}

/// <summary>「证件类型 姓名 证件号码: *****0932 移动电话: 1*****82」 (R149).</summary>
internal sealed record RepresentativeMessage
{
    [JsonPropertyName("masked_name")]
    public required string Name { get; init; }

    [JsonPropertyName("document_type")]
    public required string DocumentType { get; init; }

    [JsonPropertyName("masked_document_number")]
    public required string DocumentNumber { get; init; }

    [JsonPropertyName("masked_mobile")]
    public string? Mobile { get; init; }
}

/// <summary>What a patch may change; null takes a member out.</summary>
internal sealed record UnitPatchBody
{
    /// <summary>经济类型, at most 64 characters.</summary>
    [JsonPropertyName("economic_type")]
    public string? EconomicType { get; init; }

    /// <summary>行业类型, at most 64 characters.</summary>
    [JsonPropertyName("industry")]
    public string? Industry { get; init; }

    /// <summary>隶属关系, at most 64 characters.</summary>
    [JsonPropertyName("affiliation")]
    public string? Affiliation { get; init; }

    /// <summary>注册地址, at most 200 characters.</summary>
    [JsonPropertyName("registered_address")]
    public string? RegisteredAddress { get; init; }

    /// <summary>单位性质, at most 64 characters.</summary>
    [JsonPropertyName("unit_nature")]
    public string? Nature { get; init; }
}

/// <summary>同意开通 (R130).</summary>
internal sealed record TermsBody
{
    /// <summary>Version of the 开通须知 that was read.</summary>
    [JsonPropertyName("version")]
    public int? Version { get; init; }
}

/// <summary>Items, from one place of the list on.</summary>
internal sealed record ItemsPage
{
    /// <summary><c>legal_representative</c>, <c>administrator</c> or <c>agent</c>.</summary>
    [JsonPropertyName("role")]
    public required string Role { get; init; }

    /// <summary>All items of the catalogue, also those to come; <c>items</c> is empty then.</summary>
    [JsonPropertyName("all")]
    public required bool IsAll { get; init; }

    [JsonPropertyName("items")]
    public required ImmutableArray<ItemMessage> Items { get; init; }

    /// <summary>Opaque: the next page is asked for with it as <c>cursor</c>. Absent: this is the last.</summary>
    [JsonPropertyName("next")]
    public string? Next { get; init; }
}

/// <summary>One business item.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Absent: the catalogue has it no more.</param>
internal sealed record ItemMessage([property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("name")] string? Name);

/// <summary>No member twice, and no depth without end (RFC 7493 §2.3).</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false, MaxDepth = 8, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(UnitProblem))]
[JsonSerializable(typeof(UnitMessage))]
[JsonSerializable(typeof(TermsBody))]
[JsonSerializable(typeof(ItemsPage))]
[JsonSerializable(typeof(MembersMessage))]
[JsonSerializable(typeof(MemberMessage))]
[JsonSerializable(typeof(NewMember))]
[JsonSerializable(typeof(NewMemberBody))]
[JsonSerializable(typeof(ReplacementBody))]
[JsonSerializable(typeof(PeriodBody))]
[JsonSerializable(typeof(RoleBody))]
[JsonSerializable(typeof(MemberItemsBody))]
[JsonSerializable(typeof(InstitutionBody))]
[JsonSerializable(typeof(InstitutionListBody))]
[JsonSerializable(typeof(InstitutionApplicationBody))]
internal sealed partial class UnitJson : JsonSerializerContext;
