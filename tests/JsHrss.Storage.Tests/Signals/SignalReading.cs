using JsHrss.Accounts.Signals;

namespace JsHrss.Storage.Tests.Signals;

/// <summary>Reads as a relying party's feed would.</summary>
internal static class SignalReading
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>All that there are after a place. On PostgreSQL the horizon is that of the whole server, on which other tests run too: what is written already may be told a moment later.</summary>
    public static async Task<SignalPage> NextSignalsAsync(this TestStore store, string? after)
    {
        var ct = TestContext.Current.CancellationToken;
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var all = (await store.Get<ISignals>().ReadAsync(null, ISignals.Most, ct))!;
            if (all.Signals.Length == store.Count("signal") || patience.IsCancellationRequested)
                return (await store.Get<ISignals>().ReadAsync(after, ISignals.Most, ct))!;
            await Task.Delay(TimeSpan.FromMilliseconds(20), ct);
        }
    }
}
