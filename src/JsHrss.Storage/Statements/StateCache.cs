using System.Buffers.Binary;
using System.Collections.Concurrent;
using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Statements;

/// <summary>
/// States behind access tokens, for at most four seconds from before the read, by the monotonic clock. What ends on this node is forgotten at once.
/// Redemptions never ask here (security design, decision 16).
/// </summary>
internal sealed class StateCache(TimeProvider clock)
{
    public const int Capacity = 50_000;
    private static readonly TimeSpan Valid = TimeSpan.FromSeconds(4);

    private const int SweepEvery = 256;

    private readonly ConcurrentDictionary<UInt128, Entry> entries = [];

    // What ended and when: an entry from before is over. So an end marks one key, however many entries there are.
    private readonly ConcurrentDictionary<Guid, long> ended = [];
    private long generation;
    private int marks;

    /// <summary>Taken before a read: says from when its answer dates.</summary>
    public Reading Begin() => new(clock.GetTimestamp(), Interlocked.Read(ref generation));

    public TokenState? Find(GrantId? grant, ReadOnlyMemory<byte> tokenDigest) =>
        entries.TryGetValue(KeyOf(tokenDigest), out var entry) && entry.Grant == grant && clock.GetElapsedTime(entry.ReadAt) < Valid && !IsOver(entry) ? entry.State : null;

    public void Remember(Reading reading, GrantId? grant, ReadOnlyMemory<byte> tokenDigest, TokenState state)
    {
        // Something ended while this was read: the answer may be from before it.
        if (Interlocked.Read(ref generation) != reading.Generation)
            return;
        if (entries.Count >= Capacity)
            MakeRoom();
        entries[KeyOf(tokenDigest)] = new Entry(grant, state, reading.At);
    }

    /// <summary>Forgets every state under a grant, its parent or its session that was read until now.</summary>
    /// <param name="grantOrSession">Key of what ended; called after the commit.</param>
    public void Forget(Guid grantOrSession)
    {
        Interlocked.Increment(ref generation);
        ended[grantOrSession] = clock.GetTimestamp();
        if (Interlocked.Increment(ref marks) % SweepEvery == 0)
            Sweep();
    }

    /// <summary>Forgets everything: something may have ended without this node hearing of it.</summary>
    public void ForgetAll()
    {
        Interlocked.Increment(ref generation);
        entries.Clear();
    }

    public void ForgetToken(ReadOnlyMemory<byte> tokenDigest)
    {
        Interlocked.Increment(ref generation);
        entries.TryRemove(KeyOf(tokenDigest), out _);
    }

    private bool IsOver(Entry entry) => entry.State.Grant is { } grant
        && (EndedSince(grant.Id.Value, entry.ReadAt)
            || (grant.Parent is { } parent && EndedSince(parent.Value, entry.ReadAt))
            || (grant.Entitlement.Session is { } session && EndedSince(session.Value, entry.ReadAt)));

    private bool EndedSince(Guid key, long readAt) => ended.TryGetValue(key, out var at) && at >= readAt;

    // What was read before these marks is too old by itself.
    private void Sweep()
    {
        foreach (var (key, at) in ended)
        {
            if (clock.GetElapsedTime(at) >= Valid)
                ended.TryRemove(KeyValuePair.Create(key, at));
        }
    }

    // Entries live for seconds, so order of use hardly matters: the old ones go, and if none is old, all.
    private void MakeRoom()
    {
        foreach (var (key, entry) in entries)
        {
            if (clock.GetElapsedTime(entry.ReadAt) >= Valid)
                entries.TryRemove(key, out _);
        }

        if (entries.Count >= Capacity)
            entries.Clear();
    }

    private static UInt128 KeyOf(ReadOnlyMemory<byte> digest) => BinaryPrimitives.ReadUInt128BigEndian(digest.Span);

    public readonly record struct Reading(long At, long Generation);

    private readonly record struct Entry(GrantId? Grant, TokenState State, long ReadAt);
}
