using System.Collections.Concurrent;
using UpstreamSandbox.Clock;

namespace UpstreamSandbox.Wire;

/// <summary>One call that came in.</summary>
/// <param name="Upstream">One of <see cref="Moods.Upstreams"/>.</param>
/// <param name="What">The call's name.</param>
/// <param name="Answer">What was answered, in a word.</param>
internal sealed record SeenCall(DateTimeOffset At, string Upstream, string What, string Answer);

/// <summary>The last calls, newest first, so that one sees what a switch did. Nothing personal is kept.</summary>
internal sealed class CallLog(SandboxClock clock)
{
    private const int Kept = 50;

    private readonly ConcurrentQueue<SeenCall> _calls = new();

    public void Add(string upstream, string what, string answer)
    {
        _calls.Enqueue(new SeenCall(clock.Local, upstream, what, answer));
        while (_calls.Count > Kept)
            _calls.TryDequeue(out _);
    }

    public IReadOnlyList<SeenCall> Of(string upstream) => [.. _calls.Where(call => call.Upstream == upstream).Reverse()];
}
