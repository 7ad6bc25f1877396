using JsHrss.Benchmarks.Operations;

namespace JsHrss.Benchmarks.Measuring;

/// <summary>The table, as it stands in docs/performance.md.</summary>
internal static class Report
{
    public static void Print(TextWriter to, Arguments arguments, IReadOnlyList<Row> rows, IReadOnlyList<Footprint> footprints, IReadOnlyList<string> machine)
    {
        foreach (var fact in machine)
            to.WriteLine(fact);
        to.WriteLine($"load at end {Machine.Load()}; {arguments.Connections} connections, {arguments.Rounds} rounds, every answer checked");
        to.WriteLine();
        to.WriteLine("| operation | store | build | TieredPGO | accounts | CPU-ms/request, lowest | of it the server's kernel time | of it the database's processes | median | requests a round | target |");
        to.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var row in rows)
        {
            var target = Targets.Of(row.Operation, row.Server.Store) is { } limit ? limit.ToString("0.000") : "-";
            to.WriteLine($"| {row.Operation} | {Of(row.Server)} | {row.Lowest.Total:0.000} | {row.Lowest.System:0.000} | {row.Lowest.Database:0.000} | {row.Median:0.000} | {row.Requests} | {target} |");
        }

        to.WriteLine();
        to.WriteLine("| store | build | TieredPGO | accounts | ready after | memory at start | memory at end | database an account |");
        to.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var one in footprints)
            to.WriteLine($"| {Of(one.Server)} | {one.Ready.TotalSeconds:0.0} s | {one.MemoryAtStart >> 20} MiB | {one.MemoryAtEnd >> 20} MiB | {(one.BytesAnAccount is { } bytes ? $"{bytes:0} B" : "-")} |");
    }

    private static string Of(ServerKind server) => $"{server.Store} | {server.Build} | {(server.Pgo ? "on" : "off")} | {server.Accounts}";
}
