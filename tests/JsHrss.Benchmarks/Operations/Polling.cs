using JsHrss.Benchmarks.Wire;

namespace JsHrss.Benchmarks.Operations;

/// <summary>A terminal asks whether somebody has approved it: each for the first time, or all again at once, which is too soon (RFC 8628 §3.5).</summary>
internal sealed class Polling(string name, int count, bool tooSoon, Relying terminal) : Operation(name, count)
{
    private string[] _codes = [];

    public override async Task PrepareAsync(int requests, CancellationToken ct)
    {
        _codes = new string[requests];
        for (var i = 0; i < requests; i++)
        {
            _codes[i] = await terminal.AskAsync(ct);
            if (tooSoon)
                await terminal.PollAsync(_codes[i], "authorization_pending", ct);
        }
    }

    public override Task OnceAsync(int worker, int number, CancellationToken ct) => terminal.PollAsync(_codes[number], tooSoon ? "slow_down" : "authorization_pending", ct);
}
