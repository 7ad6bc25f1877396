using System.Collections.Immutable;
using JsHrss.Benchmarks.Measuring;
using JsHrss.Benchmarks.Operations;
using JsHrss.Benchmarks.Servers;
using JsHrss.Benchmarks.Wire;

namespace JsHrss.Benchmarks;

/// <summary>One server after the other, one operation after the other.</summary>
internal static class Bench
{
    public static async Task RunAsync(Arguments arguments, CancellationToken ct)
    {
        var machine = Machine.Describe();
        var rows = new List<Row>();
        foreach (var store in arguments.Stores)
        {
            foreach (var pgo in arguments.Pgo)
                rows.AddRange(await MeasureAsync(arguments, store, pgo, ct));
        }

        if (rows.Count == 0)
            throw new ArgumentException($"No operation of that name. There are: {string.Join(", ", Catalogue.Names)}.");
        Console.WriteLine();
        Report.Print(Console.Out, arguments, rows, machine);
    }

    private static async Task<ImmutableArray<Row>> MeasureAsync(Arguments arguments, string store, bool pgo, CancellationToken ct)
    {
        var rows = ImmutableArray.CreateBuilder<Row>();
        using var server = await ServerProcess.StartAsync(store, pgo, ct);
        using var connections = new Connections(server.Address, arguments.Connections);
        var scene = await Scene.SetAsync(connections, isProduct: store == "sqlite", ct);
        foreach (var operation in Catalogue.For(scene, arguments.Connections))
        {
            if (arguments.Operations.Length > 0 && !arguments.Operations.Contains(operation.Name))
                continue;
            var count = arguments.Count ?? operation.Count;
            var costs = await Measurement.TakeAsync(server, operation, count, arguments, ct);
            rows.Add(new Row(operation.Name, store, pgo, costs.MinBy(cost => cost.Total), Median(costs), count));
            Console.WriteLine($"{store} {operation.Name}: {string.Join(' ', costs.Select(cost => cost.Total.ToString("0.0000")))} CPU-ms");
        }

        return rows.ToImmutable();
    }

    private static double Median(ImmutableArray<Cost> costs)
    {
        double[] sorted = [.. costs.Select(cost => cost.Total).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
