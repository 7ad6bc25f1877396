using System.Collections.Immutable;

namespace JsHrss.IdP.Metrics;

/// <summary>How a measurement is kept, by the names of the text format.</summary>
internal enum MetricKind
{
    /// <summary>Only grows; its name ends in <c>_total</c>.</summary>
    Counter = 1,

    /// <summary>Goes up and down.</summary>
    Gauge = 2,

    /// <summary>Counted by size.</summary>
    Histogram = 3,
}

/// <summary>One instrument that is told, and how. What is not listed in <see cref="MetricCatalog"/> is not measured at all.</summary>
/// <param name="Meter">Name of its meter.</param>
/// <param name="Instrument">Its name there.</param>
/// <param name="Kind">How it is kept.</param>
/// <param name="Name">Its name in the answer.</param>
/// <param name="Help">What it tells, one sentence.</param>
/// <param name="Tags">The tags that become labels, at most <see cref="LabelValues.Most"/>; every other one is dropped, so that no label set is anybody's to grow.</param>
internal sealed record MetricShape(string Meter, string Instrument, MetricKind Kind, string Name, string Help, params ImmutableArray<string> Tags)
{
    /// <summary>Upper bounds of a histogram's buckets.</summary>
    public ImmutableArray<double> Bounds { get; init; } = Kind == MetricKind.Histogram ? Seconds : [];

    /// <summary>From a request served out of memory to one that waits for everything.</summary>
    private static ImmutableArray<double> Seconds { get; } = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
}
