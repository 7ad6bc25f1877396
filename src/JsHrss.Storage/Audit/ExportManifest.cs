using System.Collections.Immutable;

namespace JsHrss.Storage.Audit;

/// <summary>What an export holds, part by part. It is written last: what it does not name is not part of the export.</summary>
/// <param name="Format">Always <c>jshrss-audit-export/1</c>.</param>
/// <param name="Parts">In the order of their seals.</param>
internal sealed record ExportManifest(string Format, ImmutableArray<ExportPart> Parts)
{
    public const string FileName = "manifest.json";
    public const string ThisFormat = "jshrss-audit-export/1";

    public static ExportManifest Empty { get; } = new(ThisFormat, []);
}

/// <summary>Consecutive seals with their facts.</summary>
/// <param name="FirstSeal">Number of the first one.</param>
/// <param name="LastSeal">Number of the last one.</param>
/// <param name="LastHash">Hash of the last one.</param>
/// <param name="Epoch">Of the last one.</param>
/// <param name="Facts">How many facts lie under them and are here.</param>
/// <param name="FirstTx">First place of the range.</param>
/// <param name="EndTx">End of the range, exclusive.</param>
/// <param name="SealsSha256">Of the file of seals.</param>
/// <param name="FactsSha256">Of the file of facts.</param>
internal sealed record ExportPart(long FirstSeal, long LastSeal, byte[] LastHash, int Epoch, long Facts, long FirstTx, long EndTx, byte[] SealsSha256, byte[] FactsSha256)
{
    /// <summary>Names sort as the seals do.</summary>
    public string SealsFile => $"seals-{FirstSeal:D12}-{LastSeal:D12}.jsonl";

    public string FactsFile => $"facts-{FirstSeal:D12}-{LastSeal:D12}.jsonl";
}
