using JsHrss.Benchmarks.Operations;

namespace JsHrss.Benchmarks.Measuring;

/// <summary>The table, as it stands in docs/performance.md.</summary>
internal static class Report
{
    public static void Print(TextWriter to, Arguments arguments, IReadOnlyList<Row> rows, IReadOnlyList<string> machine)
    {
        foreach (var fact in machine)
            to.WriteLine(fact);
        to.WriteLine($"load at end {Machine.Load()}; {arguments.Connections} connections, {arguments.Rounds} rounds, every answer checked");
        to.WriteLine();
        to.WriteLine("| operation | store | TieredPGO | CPU-ms/request, lowest | of it in the kernel | median | requests a round | target |");
        to.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var row in rows)
        {
            var target = Targets.Of(row.Operation, row.Store) is { } limit ? limit.ToString("0.000") : "-";
            to.WriteLine($"| {row.Operation} | {row.Store} | {(row.Pgo ? "on" : "off")} | {row.Lowest.Total:0.000} | {row.Lowest.System:0.000} | {row.Median:0.000} | {row.Requests} | {target} |");
        }
    }
}
