using System.Collections.Immutable;

namespace JsHrss.Accounts.Catalogue;

/// <summary>One item as somebody wrote it, unchecked. Null: not stated.</summary>
public sealed record CatalogueRow
{
    /// <summary>事项编码.</summary>
    public string? Code { get; init; }

    /// <summary>事项名称.</summary>
    public string? Name { get; init; }

    /// <summary>Code of the item it stands under; not stated: at the top.</summary>
    public string? Parent { get; init; }

    /// <summary><c>registered</c>, <c>real_name</c> or <c>real_person</c>.</summary>
    public string? MinimumLevel { get; init; }

    /// <summary>Some of <c>query</c>, <c>submit</c>, <c>review</c>; none: a heading.</summary>
    public ImmutableArray<string?>? Actions { get; init; }

    /// <summary>First day it is offered, ISO 8601; not stated with no last day: always.</summary>
    public string? FirstDay { get; init; }

    /// <summary>Last day, included.</summary>
    public string? LastDay { get; init; }
}

/// <summary>What is wrong with one row.</summary>
/// <param name="Row">Number from 1; 0: an item that the import does not hold.</param>
/// <param name="Code">Its code, where it has one of the right form.</param>
/// <param name="Member">Which member.</param>
/// <param name="Problem">One of <see cref="CatalogueErrors"/>.</param>
public sealed record CatalogueFault(int Row, string? Code, string Member, string Problem);
