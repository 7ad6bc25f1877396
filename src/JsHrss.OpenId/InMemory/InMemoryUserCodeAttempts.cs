using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.InMemory;

/// <summary>Counts entries of user codes in one process's memory: right for one node, and for tests.</summary>
public sealed class InMemoryUserCodeAttempts : IUserCodeAttempts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private DateTimeOffset _begin;

    /// <inheritdoc />
    public ValueTask<TimeSpan?> TakeAsync(UserCodeEntry entry, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_gate)
        {
            if (entry.Begin > _begin)
                Begin(entry.Begin);
            var (browser, network) = Keys(entry);
            if ((browser is not null && _counts.GetValueOrDefault(browser) >= IUserCodeAttempts.MostPerBrowser) || _counts.GetValueOrDefault(network) >= IUserCodeAttempts.MostPerNetwork)
                return ValueTask.FromResult<TimeSpan?>(entry.Begin + IUserCodeAttempts.Window - entry.At);
            Add(browser, network, 1);
            return ValueTask.FromResult<TimeSpan?>(null);
        }
    }

    /// <inheritdoc />
    public ValueTask ReturnAsync(UserCodeEntry entry, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_gate)
        {
            var (browser, network) = Keys(entry);
            if (entry.Begin == _begin)
                Add(browser, network, -1);
        }

        return ValueTask.CompletedTask;
    }

    private static (string? Browser, string Network) Keys(UserCodeEntry entry) => (entry.Browser is { } mark ? "b" + mark : null, "n" + entry.Network);

    private void Add(string? browser, string network, int n)
    {
        if (browser is not null)
            _counts[browser] = _counts.GetValueOrDefault(browser) + n;
        _counts[network] = _counts.GetValueOrDefault(network) + n;
    }

    private void Begin(DateTimeOffset window)
    {
        _counts.Clear();
        _begin = window;
    }
}
