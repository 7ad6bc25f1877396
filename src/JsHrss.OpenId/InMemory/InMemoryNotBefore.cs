using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.InMemory;

/// <summary>No bound until somebody sets one.</summary>
public sealed class InMemoryNotBefore : INotBefore
{
    private long _ticks;

    /// <inheritdoc />
    public DateTimeOffset? Global
    {
        get => Interlocked.Read(ref _ticks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        set => Interlocked.Exchange(ref _ticks, value?.UtcTicks ?? 0);
    }
}
