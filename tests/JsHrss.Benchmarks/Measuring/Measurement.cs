using System.Collections.Immutable;
using JsHrss.Benchmarks.Operations;
using JsHrss.Benchmarks.Servers;

namespace JsHrss.Benchmarks.Measuring;

/// <summary>Warms an operation up and measures what its rounds cost the server.</summary>
internal static class Measurement
{
    /// <summary>Enough for the second tier of the compiler with its instrumented stage between.</summary>
    private const int WarmUp = 2_000;

    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);

    /// <summary>CPU-ms per request, a round each.</summary>
    public static async Task<ImmutableArray<double>> TakeAsync(ServerProcess server, Operation operation, int count, Arguments arguments, CancellationToken ct)
    {
        for (var part = 0; part < 2; part++)
        {
            await RoundAsync(server, operation, Math.Min(WarmUp, 2 * count), arguments.Connections, ct);
            await Task.Delay(Settle, ct); // for the compiler's background thread
        }

        var costs = ImmutableArray.CreateBuilder<double>(arguments.Rounds);
        for (var round = 0; round < arguments.Rounds; round++)
            costs.Add((await RoundAsync(server, operation, count, arguments.Connections, ct)).TotalMilliseconds / count);
        return costs.ToImmutable();
    }

    private static async Task<TimeSpan> RoundAsync(ServerProcess server, Operation operation, int count, int workers, CancellationToken ct)
    {
        await operation.PrepareAsync(count, ct);
        await Task.Delay(Settle, ct);
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
}
