using JsHrss.Drills.Wire;

namespace JsHrss.Drills.Load;

/// <summary>Several visitors at once.</summary>
internal sealed class Crowd : IDisposable
{
    private readonly Caller _caller;
    private readonly CancellationTokenSource _enough = new();
    private Task _running = Task.CompletedTask;

    public Crowd(Uri address, Tally tally, int visitors, TimeSpan pause)
    {
        _caller = new Caller(address, tally);
        Visitors = [.. Enumerable.Range(0, visitors).Select(n => new Visitor(_caller, tally, Party.All[n % Party.All.Count], RelyingParty.Accounts[n % RelyingParty.Accounts.Count], pause, seed: n + 1))];
    }

    public IReadOnlyList<Visitor> Visitors { get; }

    public IEnumerable<Family> Families => Visitors.SelectMany(visitor => visitor.Families);

    public void Start() => _running = Task.WhenAll(Visitors.Select(visitor => Task.Run(() => visitor.RunAsync(_enough.Token))));

    public async Task EndAsync()
    {
        await _enough.CancelAsync();
        await _running;
    }

    public void Dispose()
    {
        _enough.Dispose();
        _caller.Dispose();
    }
}
