namespace JsHrss.Upstreams.Outgoing;

/// <summary>Stops calling a system that does not answer, so that people who wait for it are told at once and our own threads and sockets stay free (case FE-13).</summary>
/// <remarks>After <see cref="Failures"/> calls in a row without a usable answer it is left alone for <see cref="Rest"/>; then one call tries, and its outcome decides for all.</remarks>
internal sealed class Breaker(TimeProvider time)
{
    /// <summary>Failed calls in a row.</summary>
    public const int Failures = 5;

    private readonly Lock _gate = new();
    private int _failed;
    private long _openedAt;
    private bool _trying;

    /// <summary>How long nobody calls.</summary>
    public static TimeSpan Rest { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a call may go out. Whoever got true tells its outcome to <see cref="Tell"/> or withdraws.</summary>
    public bool MayCall()
    {
        lock (_gate)
        {
            if (_failed < Failures)
                return true;
            // Elapsed time, not the clock on the wall: that one is corrected, and moved in Development.
            if (_trying || time.GetElapsedTime(_openedAt) < Rest)
                return false;
            return _trying = true;
        }
    }

    /// <summary>How a call ended.</summary>
    public void Tell(bool answered)
    {
        lock (_gate)
        {
            _trying = false;
            _failed = answered ? 0 : _failed + 1;
            if (_failed >= Failures)
                _openedAt = time.GetTimestamp();
        }
    }

    /// <summary>Our caller went away before there was an outcome: it says nothing about the other system.</summary>
    public void Withdraw()
    {
        lock (_gate)
            _trying = false;
    }
}
