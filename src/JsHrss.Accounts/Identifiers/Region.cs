using System.Collections.Frozen;

namespace JsHrss.Accounts.Identifiers;

/// <summary>统筹区: the province (省本级) or one of Jiangsu's thirteen cities, six digits of GB/T 2260.</summary>
public sealed record Region
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        "320000", "320100", "320200", "320300", "320400", "320500", "320600", "320700", "320800", "320900", "321000", "321100", "321200", "321300");

    private Region(string code) => Code = code;

    /// <summary>Six digits.</summary>
    public string Code { get; }

    /// <summary>All regions, by code.</summary>
    public static IEnumerable<Region> All => Known.Order(StringComparer.Ordinal).Select(code => new Region(code));

    /// <summary>The region of this code.</summary>
    public static Result<Region> Read(string? code) => code is not null && Known.Contains(code) ? new Region(code) : new Refusal(IdentifierErrors.Region);

    /// <inheritdoc />
    public override string ToString() => Code;
}
