using System.Collections.Immutable;
using JsHrss.Benchmarks.Measuring;
using JsHrss.Benchmarks.Operations;
using JsHrss.Benchmarks.Planting;
using JsHrss.Benchmarks.Servers;
using JsHrss.Benchmarks.Wire;

namespace JsHrss.Benchmarks;

/// <summary>One server after the other, one operation after the other.</summary>
internal sealed class Bench(Arguments arguments)
{
    private readonly List<Row> _rows = [];
    private readonly List<Footprint> _footprints = [];

    public async Task RunAsync(CancellationToken ct)
    {
        if (arguments.Operations.FirstOrDefault(one => !Catalogue.Names.Contains(one)) is { } unknown)
            throw new ArgumentException($"There is no operation {unknown}. There are: {string.Join(", ", Catalogue.Names)}.");
        var machine = Machine.Describe();
        var published = Directory.CreateTempSubdirectory("jshrss-bench-r2r-");
        try
        {
            ImmutableArray<ServerBuild> builds =
            [
                .. arguments.ReadyToRun.Select(ahead => ahead ? ServerBuild.ReadyToRun(published.FullName) : ServerBuild.Own),
                .. arguments.Servers.Select(folder => new ServerBuild(folder, folder)),
            ];
            foreach (var store in arguments.Stores)
            {
                foreach (var accounts in store == "memory" ? [0] : arguments.Accounts)
                    await MeasureAsync(store, accounts, store == "memory" ? [ServerBuild.Own] : builds, ct);
            }
        }
        finally
        {
            published.Delete(recursive: true);
        }

        Console.WriteLine();
        Report.Print(Console.Out, arguments, _rows, _footprints, machine);
    }

    private async Task MeasureAsync(string store, int accounts, ImmutableArray<ServerBuild> builds, CancellationToken ct)
    {
        foreach (var build in builds)
        {
            foreach (var pgo in arguments.Pgo)
            {
                using var place = new Place(store);
                await MeasureAsync(place, build, new ServerKind(store, build.Name, pgo, accounts), accounts == 0 ? null : await PlantAsync(place, build, accounts, ct), ct);
            }
        }
    }

    /// <summary>The first start makes schema and keys; then the people come, behind the server's back.</summary>
    private static async Task<double> PlantAsync(Place place, ServerBuild build, int accounts, CancellationToken ct)
    {
        using (await ServerProcess.StartAsync(build, place, pgo: true, ct))
            Console.WriteLine($"{place.Store} {build.Name}: planting {accounts} accounts");
        return Planter.Plant(place, accounts, ct);
    }

    private async Task MeasureAsync(Place place, ServerBuild build, ServerKind kind, double? bytesAnAccount, CancellationToken ct)
    {
        using var server = await ServerProcess.StartAsync(build, place, kind.Pgo, ct);
        try
        {
            await MeasureAsync(server, kind, bytesAnAccount, ct);
        }
        finally
        {
            foreach (var line in server.Errors)
                Console.Error.WriteLine($"The server said: {line}");
        }
    }

    private async Task MeasureAsync(ServerProcess server, ServerKind kind, double? bytesAnAccount, CancellationToken ct)
    {
        var atStart = server.WorkingSet;
        using var connections = new Connections(server.Address, arguments.Connections);
        var scene = await Scene.SetAsync(connections, isProduct: kind.Store != "memory", kind.Accounts, ct);
        foreach (var operation in Catalogue.For(scene, arguments.Connections))
        {
            if (arguments.Operations.Length > 0 && !arguments.Operations.Contains(operation.Name))
                continue;
            var count = arguments.Count ?? operation.Count;
            var costs = await Measurement.TakeAsync(server, operation, count, arguments, ct);
            _rows.Add(new Row(operation.Name, kind, costs.MinBy(cost => cost.Total), Median(costs), count));
            Console.WriteLine($"{kind.Store} {kind.Build} {operation.Name}: {string.Join(' ', costs.Select(cost => cost.Total.ToString("0.0000")))} CPU-ms");
        }

        _footprints.Add(new Footprint(kind, server.ReadyAfter, atStart, server.WorkingSet, bytesAnAccount));
    }

    private static double Median(ImmutableArray<Cost> costs)
    {
        double[] sorted = [.. costs.Select(cost => cost.Total).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
