using System.Collections.Immutable;

namespace JsHrss.IdP.Metrics;

/// <summary>One time series. Written by many threads at once without a lock.</summary>
internal sealed class MetricCell(ImmutableArray<double> bounds)
{
    // The last bucket holds what is above every bound.
    private readonly long[] _buckets = bounds.IsEmpty ? [] : new long[bounds.Length + 1];
    private long _whole;
    private double _part;

    /// <summary>A counter's or a gauge's value, or the sum of a histogram.</summary>
    public double Value => Interlocked.Read(ref _whole) + Volatile.Read(ref _part);

    public void Add(long value) => Interlocked.Add(ref _whole, value);

    public void Add(double value)
    {
        double before, seen = Volatile.Read(ref _part);
        do
        {
            before = seen;
            seen = Interlocked.CompareExchange(ref _part, before + value, before);
        }
        while (BitConverter.DoubleToInt64Bits(seen) != BitConverter.DoubleToInt64Bits(before));
    }

    public void Set(double value)
    {
        Interlocked.Exchange(ref _whole, 0);
        Interlocked.Exchange(ref _part, value);
    }

    /// <summary>Counts one observation in its bucket: the first whose bound it does not exceed.</summary>
    public void Observe(double value)
    {
        var at = 0;
        while (at < bounds.Length && value > bounds[at])
            at++;
        Interlocked.Increment(ref _buckets[at]);
        Add(value);
    }

    /// <summary>How many observations each bucket holds by itself.</summary>
    public long[] Buckets()
    {
        var read = new long[_buckets.Length];
        for (var at = 0; at < read.Length; at++)
            read[at] = Interlocked.Read(ref _buckets[at]);
        return read;
    }
}
