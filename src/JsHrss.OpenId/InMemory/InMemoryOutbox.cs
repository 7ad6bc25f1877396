using System.Collections.Concurrent;
using System.Collections.Immutable;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.InMemory;

/// <summary>An outbox in one process's memory: nothing survives a restart.</summary>
/// <param name="clock">Decides what is due.</param>
/// <param name="ledger">Remembers the facts.</param>
public sealed class InMemoryOutbox(TimeProvider clock, ILedger ledger) : IOutbox, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _rung = new(StringComparer.Ordinal);
    private readonly List<Waiting> _waiting = [];
    private readonly List<(string Target, string Result)> _finished = [];

    /// <summary>What waits, oldest first, each with how often it was tried.</summary>
    public ImmutableArray<(string Target, int Attempts, DateTimeOffset NotBefore)> Queued
    {
        get
        {
            lock (_gate)
                return [.. _waiting.Select(one => (one.Message.Target, one.Message.Attempts, one.NotBefore))];
        }
    }

    /// <summary>What is over, and how.</summary>
    public ImmutableArray<(string Target, string Result)> Finished
    {
        get
        {
            lock (_gate)
                return [.. _finished];
        }
    }

    /// <summary>Queues a message, due now.</summary>
    /// <param name="kind">Which kind.</param>
    /// <param name="target">For whom.</param>
    /// <param name="payload">The writer's own serialization.</param>
    public void Queue(string kind, string target, ReadOnlyMemory<byte> payload)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
            _waiting.Add(new Waiting(kind, new OutboxMessage(Guid.CreateVersion7(now), target, payload, 0), now, DateTimeOffset.MinValue));
        Bell(kind).Release();
    }

    /// <inheritdoc />
    public ValueTask<ImmutableArray<OutboxMessage>> TakeAsync(string kind, int max, TimeSpan lease, CancellationToken ct) => TakeAsync(kind, max, lease, TimeSpan.Zero, ct);

    /// <inheritdoc />
    public ValueTask<ImmutableArray<OutboxMessage>> TakeAsync(string kind, int max, TimeSpan lease, TimeSpan dueSince, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            var busy = _waiting.Where(one => one.LeaseUntil > now || (one.Message.Attempts > 0 && one.NotBefore > now)).Select(one => one.Message.Target).ToHashSet(StringComparer.Ordinal);
            var taken = _waiting
                .Where(one => one.Kind == kind && one.NotBefore <= now - dueSince && !busy.Contains(one.Message.Target))
                .OrderByDescending(one => one.Message.Attempts > 0)
                .ThenBy(one => one.NotBefore)
                .DistinctBy(one => one.Message.Target)
                .Take(max)
                .ToArray();
            foreach (var one in taken)
                Replace(one.Message.Id, found => found with { LeaseUntil = now + lease });
            return ValueTask.FromResult<ImmutableArray<OutboxMessage>>([.. taken.Select(one => one.Message)]);
        }
    }

    /// <inheritdoc />
    public async ValueTask FinishAsync(Guid id, string result, ImmutableArray<Change.Fact> facts, CancellationToken ct)
    {
        lock (_gate)
        {
            var at = _waiting.FindIndex(one => one.Message.Id == id);
            if (at < 0)
                return;
            _finished.Add((_waiting[at].Message.Target, result));
            _waiting.RemoveAt(at);
        }

        if (!facts.IsEmpty)
            await ledger.ApplyAsync([.. facts], ct).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public ValueTask PostponeAsync(Guid id, DateTimeOffset notBefore, CancellationToken ct)
    {
        lock (_gate)
            Replace(id, found => found with { Message = found.Message with { Attempts = found.Message.Attempts + 1 }, NotBefore = notBefore, LeaseUntil = DateTimeOffset.MinValue });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask ReleaseAsync(Guid id, CancellationToken ct)
    {
        lock (_gate)
            Replace(id, found => found with { LeaseUntil = DateTimeOffset.MinValue });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask<int> GiveUpAsync(string kind, string target, DateTimeOffset dueUntil, Func<int, Change.Fact> fact, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(fact);
        int gone;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            gone = _waiting.RemoveAll(one => one.Kind == kind && one.Message.Target == target && one.Message.Attempts == 0 && one.NotBefore <= dueUntil && one.LeaseUntil <= now);
            _finished.AddRange(Enumerable.Repeat((target, "given_up"), gone));
        }

        if (gone > 0)
            await ledger.ApplyAsync([fact(gone)], ct).ConfigureAwait(false);
        return gone;
    }

    /// <inheritdoc />
    public async ValueTask WaitAsync(string kind, TimeSpan atMost, CancellationToken ct) => await Bell(kind).WaitAsync(atMost, ct).ConfigureAwait(false);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var bell in _rung.Values)
            bell.Dispose();
    }

    private SemaphoreSlim Bell(string kind) => _rung.GetOrAdd(kind, static _ => new SemaphoreSlim(0));

    private void Replace(Guid id, Func<Waiting, Waiting> changed)
    {
        var at = _waiting.FindIndex(one => one.Message.Id == id);
        if (at >= 0)
            _waiting[at] = changed(_waiting[at]);
    }

    private sealed record Waiting(string Kind, OutboxMessage Message, DateTimeOffset NotBefore, DateTimeOffset LeaseUntil);
}
