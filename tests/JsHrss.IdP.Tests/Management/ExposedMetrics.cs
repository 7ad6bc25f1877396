using System.Globalization;
using System.Text.RegularExpressions;

namespace JsHrss.IdP.Tests.Management;

/// <summary>Reads the text exposition format 0.0.4 as strictly as it is written down, and fails at whatever is not so.</summary>
internal sealed partial class ExposedMetrics
{
    private readonly Dictionary<string, double> _samples = [];

    public Dictionary<string, string> Types { get; } = [];

    public IReadOnlyCollection<string> Samples => _samples.Keys;

    /// <summary>Value of a sample, written as in the text: name{label="value",...}.</summary>
    public double this[string sample] => _samples.TryGetValue(sample, out var value) ? value : throw new KeyNotFoundException($"{sample} is not among{Environment.NewLine}{string.Join(Environment.NewLine, _samples.Keys)}");

    public static ExposedMetrics Read(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        var metrics = new ExposedMetrics();
        string? current = null;
        foreach (var line in text[..^1].Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                current = line.Split(' ', 4)[2];
                Assert.Matches(MetricName(), current);
                Assert.False(metrics.Types.ContainsKey(current), $"{current} stands in two groups.");
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                Assert.Equal(current, line.Split(' ')[2]);
                metrics.Types.Add(current!, line.Split(' ')[3]);
                Assert.Contains(line.Split(' ')[3], (string[])["counter", "gauge", "histogram"]);
            }
            else
            {
                metrics.Sample(line, current!);
            }
        }

        metrics.CheckHistograms();
        return metrics;
    }

    private void Sample(string line, string current)
    {
        var match = SampleLine().Match(line);
        Assert.True(match.Success, $"No sample: {line}");
        var name = match.Groups["name"].Value;
        Assert.Contains(name, Types[current] == "histogram" ? [current + "_bucket", current + "_sum", current + "_count"] : (string[])[current]);
        if (Types[current] == "counter")
            Assert.EndsWith("_total", name, StringComparison.Ordinal);
        var value = match.Groups["value"].Value switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var number => double.Parse(number, CultureInfo.InvariantCulture),
        };
        _samples.Add(line[..line.LastIndexOf(' ')], value);
    }

    private void CheckHistograms()
    {
        foreach (var (name, _) in Types.Where(one => one.Value == "histogram"))
        {
            var buckets = _samples.Where(one => one.Key.StartsWith(name + "_bucket{", StringComparison.Ordinal))
                .GroupBy(one => Bound().Replace(one.Key, ""), one => (Bound: Bound().Match(one.Key).Groups[1].Value, one.Value));
            foreach (var series in buckets)
            {
                Assert.Equal(series.Select(one => one.Value).Order(), series.Select(one => one.Value));
                Assert.Equal("+Inf", series.Last().Bound);
                var labels = series.Key[(name.Length + "_bucket".Length)..] is "{}" ? "" : series.Key[(name.Length + "_bucket".Length)..];
                Assert.Equal(_samples[name + "_count" + labels], series.Last().Value);
                Assert.True(_samples.ContainsKey(name + "_sum" + labels));
            }
        }
    }

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$", RegexOptions.None, 1000)]
    private static partial Regex MetricName();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\["\\n])*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\["\\n])*")*\})? (?<value>[+-]Inf|NaN|-?[0-9.]+(E[+-][0-9]+)?)$""", RegexOptions.None, 1000)]
    private static partial Regex SampleLine();

    [GeneratedRegex(",?le=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Bound();
}
