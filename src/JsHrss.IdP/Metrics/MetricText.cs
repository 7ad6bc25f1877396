using System.Globalization;
using System.Text;

namespace JsHrss.IdP.Metrics;

/// <summary>Writes families in the Prometheus text exposition format 0.0.4: a HELP and a TYPE line, then the samples of one metric together, lines ended by line feeds.</summary>
internal static class MetricText
{
    public static void Write(StringBuilder text, MetricFamily family)
    {
        var shape = family.Shape;
        var series = family.Series.ToArray();
        if (series.Length == 0)
            return;
        text.Append("# HELP ").Append(shape.Name).Append(' ').Append(shape.Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(shape.Name).Append(' ').Append(WordOf(shape.Kind)).Append('\n');
        foreach (var (labels, cell) in series)
        {
            if (shape.Kind == MetricKind.Histogram)
                Histogram(text, shape, labels, cell);
            else
                Sample(text, shape, "", labels, null, Number(cell.Value));
        }
    }

    // Buckets are cumulative; the last, +Inf, is the count.
    private static void Histogram(StringBuilder text, MetricShape shape, LabelValues labels, MetricCell cell)
    {
        var (buckets, count) = (cell.Buckets(), 0L);
        for (var at = 0; at < buckets.Length; at++)
        {
            count += buckets[at];
            Sample(text, shape, "_bucket", labels, at < shape.Bounds.Length ? Number(shape.Bounds[at]) : "+Inf", count.ToString(CultureInfo.InvariantCulture));
        }

        Sample(text, shape, "_sum", labels, null, Number(cell.Value));
        Sample(text, shape, "_count", labels, null, count.ToString(CultureInfo.InvariantCulture));
    }

    private static void Sample(StringBuilder text, MetricShape shape, string suffix, LabelValues labels, string? bound, string value)
    {
        text.Append(shape.Name).Append(suffix);
        var open = '{';
        for (var at = 0; at < shape.Tags.Length; at++)
        {
            // No value is the same as an empty one.
            if (labels[at] is not { } label)
                continue;
            Label(text.Append(open), shape.Tags[at].Replace('.', '_'), Convert.ToString(label, CultureInfo.InvariantCulture) ?? "");
            open = ',';
        }

        if (bound is not null)
        {
            Label(text.Append(open), "le", bound);
            open = ',';
        }

        if (open == ',')
            text.Append('}');
        text.Append(' ').Append(value).Append('\n');
    }

    private static void Label(StringBuilder text, string name, string value)
    {
        text.Append(name).Append("=\"");
        foreach (var sign in value)
        {
            _ = sign switch
            {
                '\\' => text.Append("\\\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append("\\n"),
                _ => text.Append(sign),
            };
        }

        text.Append('"');
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string WordOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };
}
