using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace JsHrss.OpenId.AccessTokens;

/// <summary>A bounded cache: what was not used for a whole generation is forgotten. No lock on the way of a hit, and no entry of a caller's making stays (case HT-08).</summary>
/// <typeparam name="TKey">Compares fast.</typeparam>
/// <typeparam name="TValue">Replaced as a whole.</typeparam>
/// <param name="generation">Entries per generation; at most twice as many are held.</param>
internal sealed class TwoGenerations<TKey, TValue>(int generation)
    where TKey : notnull
{
    private readonly Lock _turning = new();
    private ConcurrentDictionary<TKey, TValue> _young = new();
    private ConcurrentDictionary<TKey, TValue> _old = new();
    private int _born;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (Volatile.Read(ref _young).TryGetValue(key, out value))
            return true;
        if (!Volatile.Read(ref _old).TryGetValue(key, out value))
            return false;
        Add(key, value);
        return true;
    }

    /// <summary>Keeps a value, instead of one that was there.</summary>
    public void Set(TKey key, TValue value)
    {
        if (!Volatile.Read(ref _young).TryAdd(key, value))
            Volatile.Read(ref _young)[key] = value;
        else
            Count();
    }

    /// <summary>Keeps a value unless there is a young one.</summary>
    public void Add(TKey key, TValue value)
    {
        if (Volatile.Read(ref _young).TryAdd(key, value))
            Count();
    }

    private void Count()
    {
        if (Interlocked.Increment(ref _born) < generation)
            return;
        lock (_turning)
        {
            if (Volatile.Read(ref _born) < generation)
                return;
            Volatile.Write(ref _old, _young);
            Volatile.Write(ref _young, new ConcurrentDictionary<TKey, TValue>());
            Volatile.Write(ref _born, 0);
        }
    }
}
