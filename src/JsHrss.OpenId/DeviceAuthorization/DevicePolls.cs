using System.Collections.Concurrent;
using System.Collections.Immutable;
using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.DeviceAuthorization;

/// <summary>
/// What this node knows of the devices that poll it, so that a pending poll asks no store (RFC 8628 §5.2, case QR-08). Which codes were decided is asked every two seconds for all of them
/// together, and only while somebody polls: whatever node decided one, each node tells its device within a poll's interval.
/// </summary>
/// <remarks>
/// Too frequent polls are counted by each node for itself: a device whose polls are spread over several nodes is told <c>slow_down</c> later, never wrongly. A node that was
/// restarted, or holds too many, looks a code up at its next poll.
/// </remarks>
internal sealed class DevicePolls(IDeviceCodes codes, TimeProvider clock, IOptions<OpenIdProviderOptions> options)
{
    /// <summary>Codes held at most.</summary>
    public const int Capacity = 100_000;

    /// <summary>How old the knowledge of decided codes may be.</summary>
    private static readonly TimeSpan Valid = TimeSpan.FromSeconds(2);

    /// <summary>RFC 8628 §3.5: by how much each <c>slow_down</c> lengthens the interval, for good.</summary>
    private static readonly TimeSpan SlowDownBy = TimeSpan.FromSeconds(5);

    /// <summary>A device that waits exactly as long as told arrives earlier when the network was slower the time before.</summary>
    private static readonly TimeSpan Jitter = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _interval = options.Value.DevicePollInterval;
    private readonly ConcurrentDictionary<Guid, Waiting> _waiting = [];
    private readonly Lock _gate = new();
    private Decided? _decided;
    private Task<Decided>? _asking;

    /// <summary>A device code was made here, or was just seen pending by a look.</summary>
    public void Began(Handle handle, ClientId client, DateTimeOffset expiresAt, bool isPoll = false)
    {
        if (_waiting.Count >= Capacity)
            MakeRoom();
        if (_waiting.Count < Capacity)
            _waiting.TryAdd(handle.Key, new Waiting(handle, client, expiresAt, _interval) { PolledAt = isPoll ? clock.GetTimestamp() : null });
    }

    /// <summary>What this poll is answered from memory; <see cref="DevicePoll.Look"/>: ask the ledger.</summary>
    public async ValueTask<DevicePoll> AskAsync(Handle handle, ClientId client, CancellationToken ct)
    {
        // Another secret or another client's: the ledger says what that is.
        if (!_waiting.TryGetValue(handle.Key, out var waiting) || waiting.Client != client || !handle.Proves(waiting.Handle.SecretDigest.Span))
            return DevicePoll.Look;
        if ((await DecidedAsync(ct).ConfigureAwait(false)).Contains(handle.Key) || waiting.ExpiresAt <= clock.GetUtcNow())
        {
            _waiting.TryRemove(handle.Key, out _);
            return DevicePoll.Look;
        }

        lock (waiting)
        {
            var isTooSoon = waiting.PolledAt is { } before && clock.GetElapsedTime(before) < waiting.Interval - Jitter;
            waiting.PolledAt = clock.GetTimestamp();
            if (!isTooSoon)
                return DevicePoll.Pending;
            waiting.Interval += SlowDownBy;
            return DevicePoll.SlowDown;
        }
    }

    private async ValueTask<ImmutableHashSet<Guid>> DecidedAsync(CancellationToken ct)
    {
        if (Volatile.Read(ref _decided) is { } known && clock.GetElapsedTime(known.AskedAt) < Valid)
            return known.Keys;
        Task<Decided> asking;
        lock (_gate)
        {
            // All that wait share one look; it is nobody's own to cancel.
            if (_asking is null || _asking.IsCompleted)
                _asking = ReadAsync();
            asking = _asking;
        }

        return (await asking.WaitAsync(ct).ConfigureAwait(false)).Keys;
    }

    private async Task<Decided> ReadAsync()
    {
        // From before the read, so that it is never believed for longer than it was true.
        var at = clock.GetTimestamp();
        var decided = new Decided(await codes.DecidedAsync(CancellationToken.None).ConfigureAwait(false), at);
        Volatile.Write(ref _decided, decided);
        return decided;
    }

    private void MakeRoom()
    {
        var now = clock.GetUtcNow();
        foreach (var (key, waiting) in _waiting)
        {
            if (waiting.ExpiresAt <= now)
                _waiting.TryRemove(key, out _);
        }
    }

    private sealed record Decided(ImmutableHashSet<Guid> Keys, long AskedAt);

    private sealed class Waiting(Handle handle, ClientId client, DateTimeOffset expiresAt, TimeSpan interval)
    {
        public Handle Handle => handle;

        public ClientId Client => client;

        public DateTimeOffset ExpiresAt => expiresAt;

        public TimeSpan Interval { get; set; } = interval;

        public long? PolledAt { get; set; }
    }
}

/// <summary>What a poll is answered.</summary>
internal enum DevicePoll
{
    /// <summary>This node does not know: the ledger must be asked.</summary>
    Look = 1,

    /// <summary><c>authorization_pending</c>.</summary>
    Pending = 2,

    /// <summary><c>slow_down</c>.</summary>
    SlowDown = 3,
}
