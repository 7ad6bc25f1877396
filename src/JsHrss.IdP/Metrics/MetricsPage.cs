using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using System.Text;

namespace JsHrss.IdP.Metrics;

/// <summary>Listens to the instruments of <see cref="MetricCatalog"/> from its making on, and tells what they measured.</summary>
internal sealed partial class MetricsPage : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly MetricShape SeriesRefused = new("", "", MetricKind.Counter, "jshrss_metrics_refused_total", "Measurements left out because their metric has too many series.");

    private readonly FrozenDictionary<(string, string), MetricFamily> _families;
    private readonly MetricFamily _refused = new(SeriesRefused, static () => { });
    private readonly MeterListener _listener = new();
    private readonly Lock _asking = new();
    private readonly ILogger<MetricsPage> _log;

    public MetricsPage(IMeterFactory meters, ILogger<MetricsPage> log)
    {
        _log = log;
        _refused.Record(0L, []);
        _families = MetricCatalog.All.ToFrozenDictionary(shape => (shape.Meter, shape.Instrument), shape => new MetricFamily(shape, () => _refused.Record(1L, [])));
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Meters of a factory belong to one host; those of the runtime to the process.
            if ((instrument.Meter.Scope is null ? MetricCatalog.OfTheProcess.Contains(instrument.Meter.Name) : ReferenceEquals(instrument.Meter.Scope, meters))
                && _families.TryGetValue((instrument.Meter.Name, instrument.Name), out var family))
            {
                family.Belongs(instrument);
                listener.EnableMeasurementEvents(instrument, family);
            }
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((MetricFamily)family!).Record((long)value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>Everything known now, UTF-8.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var text = new StringBuilder(32 * 1024);
        lock (_asking)
        {
            foreach (var family in _families.Values.Where(family => family.IsObserved))
                family.Empty();
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException failures)
            {
                // The others have answered.
                NotObserved(failures);
            }

            foreach (var shape in MetricCatalog.All)
                MetricText.Write(text, _families[(shape.Meter, shape.Instrument)]);
            MetricText.Write(text, _refused);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public void Dispose() => _listener.Dispose();

    [LoggerMessage(4103, LogLevel.Warning, "Some metrics could not be asked for")]
    private partial void NotObserved(Exception failures);
}
