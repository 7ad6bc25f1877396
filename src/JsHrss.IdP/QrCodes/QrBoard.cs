using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;

namespace JsHrss.IdP.QrCodes;

/// <summary>
/// The codes that browsers of this node show, and the browsers that wait. Steps are told here by the store, whichever node made them, so that a waiting browser costs no look-up and no timer of
/// its own (cases QR-08, RT-22): one timer a node wakes whoever has waited to an end, or so long that a proxy would take the connection for dead.
/// </summary>
internal sealed class QrBoard : BackgroundService
{
    /// <summary>Below the 30 seconds after which our own proxy gives a silent answer up.</summary>
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>What is over is remembered so long, for a browser that asks again.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<QrTicketId, Entry> _posts = [];
    private readonly ConcurrentDictionary<string, int> _networks = new(StringComparer.Ordinal);
    private readonly QrWaitOptions _options;
    private readonly TimeProvider _clock;
    private readonly IDisposable _listening;
    private readonly CancellationTokenRegistration _ending;
    private int _waiting;

    public QrBoard(IQrTicketNews news, QrWaitOptions options, IMeterFactory meters, TimeProvider clock, IHostApplicationLifetime lifetime)
    {
        (_options, _clock) = (options, clock);
        _listening = news.Listen(Hear, () => !_posts.IsEmpty);
        _ending = lifetime.ApplicationStopping.Register(WakeAll);
        IsEnding = () => lifetime.ApplicationStopping.IsCancellationRequested;
        meters.Create("JsHrss.IdP").CreateObservableGauge("jshrss.qr.waiting", () => Volatile.Read(ref _waiting), description: "Browsers that wait for a phone.");
    }

    /// <summary>Whether this node serves its last requests: waiting browsers go on at another.</summary>
    public Func<bool> IsEnding { get; }

    /// <summary>A code shown or looked up on this node.</summary>
    /// <returns>Null: too many are shown.</returns>
    public QrPost? Put(QrTicket ticket)
    {
        if (_posts.Count >= _options.Tickets)
            return null;
        var entry = _posts.GetOrAdd(ticket.Id, static (_, one) => new Entry(new QrPost(one)), ticket);
        // Known already, it may have gone on meanwhile.
        entry.Post.Move(ticket.State, ticket.EndsAt);
        return entry.Post;
    }

    /// <summary>What this node knows of a browser's code; null: nothing.</summary>
    public QrPost? Find(QrBrowserHandle browser) => _posts.TryGetValue(browser.Id, out var entry) && entry.Post.IsOf(browser) ? entry.Post : null;

    /// <summary>Takes a place among those who wait.</summary>
    /// <param name="post">For which code.</param>
    /// <param name="network">From where; one address alone must not take every place.</param>
    /// <returns>False: there is none left.</returns>
    public bool Enter(QrPost post, string network)
    {
        if (Interlocked.Increment(ref _waiting) <= _options.Waiters)
        {
            if (_networks.AddOrUpdate(network, 1, static (_, count) => count + 1) <= _options.PerNetwork && post.Enter(_options.PerTicket))
                return true;
            LeaveNetwork(network);
        }

        Interlocked.Decrement(ref _waiting);
        return false;
    }

    public void Leave(QrPost post, string network)
    {
        post.Leave();
        LeaveNetwork(network);
        Interlocked.Decrement(ref _waiting);
    }

    public override void Dispose()
    {
        base.Dispose();
        _listening.Dispose();
        _ending.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            Sweep(_clock.GetUtcNow());
    }

    private void Hear(QrTicketStep step)
    {
        if (_posts.TryGetValue(step.Ticket, out var entry))
            entry.Post.Move(step.State, step.EndsAt);
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (id, entry) in _posts)
        {
            var (state, _) = entry.Post.At(now);
            if (state > QrTicketState.Confirmed)
            {
                entry.OverSince ??= now;
                if (entry.Post.IsWaitedFor)
                    entry.Post.Wake();
                else if (now - entry.OverSince > RememberedFor)
                    _posts.TryRemove(id, out _);
            }
            else if (entry.BeatAt is not { } beat)
            {
                entry.BeatAt = now;
            }
            else if (now - beat >= BeatEvery)
            {
                entry.BeatAt = now;
                entry.Post.Wake();
            }
        }
    }

    private void LeaveNetwork(string network)
    {
        if (_networks.AddOrUpdate(network, 0, static (_, count) => count - 1) <= 0)
            _networks.TryRemove(new KeyValuePair<string, int>(network, 0)); // unless somebody came meanwhile
    }

    private void WakeAll()
    {
        foreach (var (_, entry) in _posts)
            entry.Post.Wake();
    }

    private sealed class Entry(QrPost post)
    {
        public QrPost Post { get; } = post;

        public DateTimeOffset? BeatAt { get; set; }

        public DateTimeOffset? OverSince { get; set; }
    }
}
