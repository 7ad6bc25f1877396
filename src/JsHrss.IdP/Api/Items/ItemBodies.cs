using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace JsHrss.IdP.Api.Items;

/// <summary>The whole catalogue.</summary>
internal sealed record CatalogueBody
{
    [JsonPropertyName("items")]
    public ImmutableArray<ItemBody?>? Items { get; init; }
}

/// <summary>One business item.</summary>
internal sealed record ItemBody
{
    /// <summary>2-32 of digits, capital letters and hyphens.</summary>
    [JsonPropertyName("code")]
    public string? Code { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Code of the item it stands under; absent: at the top.</summary>
    [JsonPropertyName("parent")]
    public string? Parent { get; init; }

    /// <summary><c>registered</c>, <c>real_name</c> or <c>real_person</c>.</summary>
    [JsonPropertyName("min_level")]
    public string? MinimumLevel { get; init; }

    /// <summary>Some of <c>query</c>, <c>submit</c>, <c>review</c>; none: a heading.</summary>
    [JsonPropertyName("actions")]
    public ImmutableArray<string?>? Actions { get; init; }

    /// <summary>When it is offered; absent: always.</summary>
    [JsonPropertyName("validity")]
    public ItemValidityBody? Validity { get; init; }
}

/// <summary>First and last day, both included, in China.</summary>
internal sealed record ItemValidityBody
{
    [JsonPropertyName("start")]
    public string? Start { get; init; }

    [JsonPropertyName("end")]
    public string? End { get; init; }
}

/// <summary>What an import did. Its revision stands in <c>ETag</c>.</summary>
internal sealed record ImportedBody([property: JsonPropertyName("added")] int Added, [property: JsonPropertyName("changed")] int Changed, [property: JsonPropertyName("total")] int Total);

/// <summary>Why an import was refused (RFC 9457).</summary>
internal sealed record ItemProblem
{
    /// <summary>Stable.</summary>
    [JsonPropertyName("code")]
    public required string Code { get; init; }

    [JsonPropertyName("detail")]
    public string? Detail { get; init; }

    /// <summary>The rows that are wrong; at most a hundred of them.</summary>
    [JsonPropertyName("rows")]
    public ImmutableArray<RowProblem>? Rows { get; init; }

    /// <summary>How many faults there are in all.</summary>
    [JsonPropertyName("faults")]
    public int? Faults { get; init; }
}

/// <summary>One fault of one row.</summary>
/// <param name="Row">From 1, in the order sent; 0: an item of the catalogue that was not sent.</param>
/// <param name="Code">The row's code, where it has one.</param>
/// <param name="Member">Which member.</param>
/// <param name="Problem">Stable.</param>
internal sealed record RowProblem(
    [property: JsonPropertyName("row")] int Row,
    [property: JsonPropertyName("code")] string? Code,
    [property: JsonPropertyName("member")] string Member,
    [property: JsonPropertyName("problem")] string Problem);

/// <summary>A misspelt member would be one that is silently ignored: refused, with its place.</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false, MaxDepth = 16, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CatalogueBody))]
[JsonSerializable(typeof(ImportedBody))]
[JsonSerializable(typeof(ItemProblem))]
internal sealed partial class ItemJson : JsonSerializerContext;
