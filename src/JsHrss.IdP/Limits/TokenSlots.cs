using System.Numerics;

namespace JsHrss.IdP.Limits;

/// <summary>
/// Token buckets for any number of senders in a fixed piece of memory. A sender's bucket is found by keyed hash, so nobody can choose whose bucket to empty, and
/// nobody can make the table grow: the framework's partitioned limiter keeps an object for each sender, and senders of IPv6 are endless (case HT-08).
/// </summary>
/// <remarks>
/// Each bucket is one number, the time at which it will be full again (the generic cell rate algorithm, ITU-T I.371): no lock and no timer.
/// Two senders may share a bucket: of 131,072, with a hundred senders at their limit, an innocent one does with a chance of less than one in a thousand.
/// </remarks>
internal sealed class TokenSlots
{
    public const int Slots = 1 << 17;

    private readonly long[] _fullAt = new long[Slots];
    private readonly TimeProvider _clock;
    private readonly long _each;
    private readonly long _depth;

    public TokenSlots(LoadRate rate, TimeProvider clock)
    {
        _clock = clock;
        _each = Math.Max(1, (long)(clock.TimestampFrequency / rate.PerSecond));
        _depth = _each * rate.Burst;
    }

    /// <summary>A bucket table, or null where there is no limit.</summary>
    public static TokenSlots? For(LoadRate rate, TimeProvider clock) => rate.PerSecond > 0 ? new TokenSlots(rate, clock) : null;

    /// <summary>Takes one; null: taken. Otherwise: nothing was taken, and how long until one is there.</summary>
    public TimeSpan? Take(string sender)
    {
        ref var slot = ref SlotOf(sender);
        while (true)
        {
            var known = Volatile.Read(ref slot);
            var now = _clock.GetTimestamp();
            var next = Math.Max(known, now) + _each;
            if (next - now > _depth)
                return _clock.GetElapsedTime(now, next - _depth);
            if (Interlocked.CompareExchange(ref slot, next, known) == known)
                return null;
        }
    }

    /// <summary>Takes none; null: one is there. Otherwise: how long until one is.</summary>
    public TimeSpan? Look(string sender)
    {
        var now = _clock.GetTimestamp();
        var next = Math.Max(Volatile.Read(ref SlotOf(sender)), now) + _each;
        return next - now > _depth ? _clock.GetElapsedTime(now, next - _depth) : null;
    }

    // String hashes are keyed anew in every process.
    private ref long SlotOf(string sender) => ref _fullAt[BitOperations.RotateRight((uint)sender.GetHashCode(StringComparison.Ordinal), 7) & (Slots - 1)];
}
