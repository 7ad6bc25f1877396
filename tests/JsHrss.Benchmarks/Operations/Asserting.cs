using JsHrss.Benchmarks.Wire;

namespace JsHrss.Benchmarks.Operations;

/// <summary>A client acts for itself and proves who it is by an assertion, each of them used once.</summary>
internal sealed class Asserting(string name, int count, Relying client) : Operation(name, count)
{
    private string[] _assertions = [];

    public override Task PrepareAsync(int requests, CancellationToken ct)
    {
        _assertions = [.. Enumerable.Range(0, requests).Select(_ => client.Assert())];
        return Task.CompletedTask;
    }

    public override Task OnceAsync(int worker, int number, CancellationToken ct) => client.ActForItselfAsync(_assertions[number], ct);
}
