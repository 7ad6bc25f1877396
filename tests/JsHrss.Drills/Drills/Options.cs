using System.Globalization;

namespace JsHrss.Drills.Drills;

/// <summary>What a drill was told: <c>--name value</c>.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values = [];

    /// <exception cref="ArgumentException">Not of that form.</exception>
    public Options(ReadOnlySpan<string> arguments)
    {
        for (var n = 0; n < arguments.Length; n += 2)
        {
            if (!arguments[n].StartsWith("--", StringComparison.Ordinal) || n + 1 == arguments.Length)
                throw new ArgumentException($"'{arguments[n]}' is not understood.");
            _values[arguments[n][2..]] = arguments[n + 1];
        }
    }

    public int Number(string name, int otherwise) => _values.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    public string Word(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);

    /// <summary>How many visitors make the load, and how long each rests between two requests.</summary>
    public int Visitors => Number("visitors", 9);

    public TimeSpan Pause => TimeSpan.FromMilliseconds(Number("pause", 60));
}
