using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace JsHrss.IdP.Metrics;

/// <summary>All series of one metric. After a series' first measurement nothing here locks or allocates.</summary>
/// <param name="shape">What it is.</param>
/// <param name="refused">Told of a measurement that would have needed one series too many.</param>
internal sealed class MetricFamily(MetricShape shape, Action refused)
{
    /// <summary>More label sets than this are nobody's intention; the memory and the reader of the answer are protected.</summary>
    public const int MostSeries = 256;

    private readonly ConcurrentDictionary<LabelValues, MetricCell> _series = [];
    private int _count;

    public MetricShape Shape => shape;

    public IEnumerable<KeyValuePair<LabelValues, MetricCell>> Series => _series;

    /// <summary>Its instruments tell their value when asked; until then nothing is known.</summary>
    public bool IsObserved { get; private set; }

    /// <summary>Its instrument tells values, not changes.</summary>
    private bool _isSet;

    public void Belongs(Instrument instrument)
    {
        IsObserved = instrument.IsObservable;
        _isSet = !instrument.IsObservable && instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Gauge<>);
    }

    public void Record(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (shape.Kind == MetricKind.Histogram || _isSet)
            Record((double)value, tags);
        else
            CellOf(tags)?.Add(value);
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (CellOf(tags) is not { } cell)
            return;
        if (shape.Kind == MetricKind.Histogram)
            cell.Observe(value);
        else if (_isSet)
            cell.Set(value);
        else
            cell.Add(value);
    }

    /// <summary>Before instruments are asked: each adds what it has, and those that share a series are summed up.</summary>
    public void Empty()
    {
        foreach (var (_, cell) in _series)
            cell.Set(0);
    }

    private MetricCell? CellOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelValues.Of(shape.Tags, tags);
        if (_series.TryGetValue(labels, out var cell))
            return cell;
        if (Interlocked.Increment(ref _count) <= MostSeries)
        {
            cell = new MetricCell(shape.Bounds);
            if (_series.TryAdd(labels, cell))
                return cell;
        }

        Interlocked.Decrement(ref _count);
        if (_series.TryGetValue(labels, out var other)) // another thread was faster
            return other;
        refused();
        return null;
    }
}
