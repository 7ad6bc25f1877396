using System.Collections.Immutable;
using JsHrss.Benchmarks.Operations;
using JsHrss.Benchmarks.Servers;

namespace JsHrss.Benchmarks.Measuring;

/// <summary>Warms an operation up and measures what its rounds cost the server.</summary>
internal static class Measurement
{
    private const int WarmUp = 1_500;

    /// <summary>The compiler's tiers and the instrumented one between them.</summary>
    private const int WarmUps = 4;

    /// <summary>The compiler works on in the background after a warm-up, and its time must not be counted as the requests'.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan AsGoodAsIdle = TimeSpan.FromMilliseconds(20);
    private const int MostGlances = 50;

    /// <summary>One cost a round.</summary>
    public static async Task<ImmutableArray<Cost>> TakeAsync(ServerProcess server, Operation operation, int count, Arguments arguments, CancellationToken ct)
    {
        for (var part = 0; part < WarmUps; part++)
        {
            await RoundAsync(server, operation, WarmUp, arguments.Connections, ct);
            await UntilQuietAsync(server, ct);
        }

        var costs = ImmutableArray.CreateBuilder<Cost>(arguments.Rounds);
        for (var round = 0; round < arguments.Rounds; round++)
            costs.Add((await RoundAsync(server, operation, count, arguments.Connections, ct)).Per(count));
        return costs.ToImmutable();
    }

    private static async Task<CpuTime> RoundAsync(ServerProcess server, Operation operation, int count, int workers, CancellationToken ct)
    {
        await operation.PrepareAsync(count, ct);
        await UntilQuietAsync(server, ct);
        var before = server.CpuTime;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(
            async () =>
            {
                for (var number = worker; number < count; number += workers)
                    await operation.OnceAsync(worker, number, ct);
            },
            ct)));
        return server.CpuTime - before;
    }

    private static async Task UntilQuietAsync(ServerProcess server, CancellationToken ct)
    {
        var last = server.CpuTime.Total;
        for (var glance = 0; glance < MostGlances; glance++)
        {
            await Task.Delay(Glance, ct);
            var now = server.CpuTime.Total;
            if (now - last <= AsGoodAsIdle)
                return;
            last = now;
        }
    }
}
