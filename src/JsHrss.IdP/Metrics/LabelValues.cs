using System.Collections.Immutable;

namespace JsHrss.IdP.Metrics;

/// <summary>The values of a metric's labels in the order of its shape. Equal by value, without an allocation for each measurement.</summary>
internal readonly record struct LabelValues(object? First, object? Second, object? Third, object? Fourth)
{
    public const int Most = 4;

    public object? this[int at] => at switch { 0 => First, 1 => Second, 2 => Third, _ => Fourth };

    public static LabelValues Of(ImmutableArray<string> names, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        object? first = null, second = null, third = null, fourth = null;
        foreach (var (name, value) in tags)
        {
            switch (names.IndexOf(name))
            {
                case 0:
                    first = value;
                    break;
                case 1:
                    second = value;
                    break;
                case 2:
                    third = value;
                    break;
                case 3:
                    fourth = value;
                    break;
            }
        }

        return new LabelValues(first, second, third, fourth);
    }
}
