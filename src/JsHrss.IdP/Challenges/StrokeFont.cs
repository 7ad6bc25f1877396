using System.Collections.Frozen;
using System.Collections.Immutable;

namespace JsHrss.IdP.Challenges;

/// <summary>A point of a glyph: 6 wide and 10 high, y downwards.</summary>
internal readonly record struct Pen(double X, double Y);

/// <summary>
/// Signs as strokes, drawn for pictures of challenges. No two of them are alike when bent: 0, O, 1, I, L, 5 and S, 8 and B and their like never stand together.
/// </summary>
internal static class StrokeFont
{
    private static readonly FrozenDictionary<char, ImmutableArray<ImmutableArray<Pen>>> Glyphs = new Dictionary<char, string>
    {
        // A stroke that begins with ~ is a curve through its points.
        ['2'] = "~.3,2.5 1,.6 3,0 5,.7 5.7,2.7 5,4.6 3,6.8 0,10|0,10 6,10",
        ['3'] = "~.3,1.4 1.6,.2 3.2,0 5,.6 5.6,2.4 4.8,4.2 2.6,4.8|~2.6,4.8 4.9,5.3 6,7.3 5.2,9.2 3,10 1.2,9.7 0,8.4",
        ['4'] = "4.4,10 4.4,0 0,7 6,7",
        ['5'] = "5.4,0 1,0 .6,4.6|~.6,4.6 2,3.9 3.6,3.8 5.4,4.8 6,6.8 5.2,9 3.2,10 1.4,9.8 0,8.6",
        ['6'] = "~5.2,.6 3.6,0 1.8,.9 .5,3.4 .1,6.6 .9,9 3,10 5.1,9.2 6,7 5.2,4.9 3,4.1 1,5 .15,6.8",
        ['7'] = "0,0 6,0 2.2,10",
        ['8'] = "~3,4.7 1,3.9 .5,2.2 1.3,.5 3,0 4.7,.5 5.5,2.2 5,3.9 3,4.7 .8,5.7 0,7.5 .9,9.4 3,10 5.1,9.4 6,7.5 5.2,5.7 3,4.7",
        ['9'] = "~.8,9.4 2.4,10 4.2,9.1 5.5,6.6 5.9,3.4 5.1,1 3,0 .9,.8 0,3 .8,5.1 3,5.9 5,5 5.85,3.2",
        ['A'] = "0,10 3,0 6,10|1.1,6.6 4.9,6.6",
        ['C'] = "~5.8,1.9 4.6,.4 3,0 1.1,1 .1,3.6 .1,6.4 1.1,9 3,10 4.6,9.6 5.8,8.1",
        ['D'] = ".3,0 .3,10|~.3,0 2.6,.1 4.8,1.4 5.9,4 5.9,6 4.8,8.6 2.6,9.9 .3,10",
        ['E'] = "5.4,0 .3,0 .3,10 5.6,10|.3,4.8 4.4,4.8",
        ['F'] = "5.4,0 .3,0 .3,10|.3,4.8 4.4,4.8",
        ['H'] = ".2,0 .2,10|5.8,0 5.8,10|.2,4.9 5.8,4.9",
        ['J'] = "2,0 5.4,0|4.4,0 4.4,6.6|~4.4,6.6 4.1,9 2.4,10 .8,9.2 .2,7.4",
        ['K'] = ".3,0 .3,10|5.6,0 .3,6|2,4.2 6,10",
        ['M'] = "0,10 .2,0 3,6.2 5.8,0 6,10",
        ['N'] = ".2,10 .2,0 5.8,10 5.8,0",
        ['P'] = ".3,10 .3,0|~.3,0 3.2,0 5.2,.7 5.8,2.7 5.2,4.7 3.2,5.4 .3,5.4",
        ['R'] = ".3,10 .3,0|~.3,0 3.2,0 5.2,.7 5.8,2.7 5.2,4.7 3.2,5.4 .3,5.4|2.8,5.4 5.9,10",
        ['T'] = "0,0 6,0|3,0 3,10",
        ['U'] = ".2,0 .2,6.4|~.2,6.4 .7,8.9 3,10 5.3,8.9 5.8,6.4|5.8,6.4 5.8,0",
        ['W'] = "0,0 1.4,10 3,3.4 4.6,10 6,0",
        ['X'] = ".2,0 5.8,10|5.8,0 .2,10",
        ['Y'] = "0,0 3,4.8 6,0|3,4.8 3,10",
    }.ToFrozenDictionary(glyph => glyph.Key, glyph => Read(glyph.Value));

    /// <summary>Every sign there is.</summary>
    public static string Signs { get; } = string.Concat(Glyphs.Keys.Order());

    /// <summary>The strokes of a sign, each a line through its points.</summary>
    public static ImmutableArray<ImmutableArray<Pen>> StrokesOf(char sign) => Glyphs[sign];

    private static ImmutableArray<ImmutableArray<Pen>> Read(string strokes) => [.. strokes.Split('|').Select(Stroke)];

    private static ImmutableArray<Pen> Stroke(string text)
    {
        var points = text.TrimStart('~').Split(' ')
            .Select(pair => pair.Split(',').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray())
            .Select(pair => new Pen(pair[0], pair[1])).ToArray();
        return text[0] == '~' ? Curve(points) : [.. points];
    }

    /// <summary>Through all points with a steady direction (Catmull-Rom).</summary>
    private static ImmutableArray<Pen> Curve(Pen[] points)
    {
        const int steps = 6;
        var curve = ImmutableArray.CreateBuilder<Pen>();
        for (var i = 0; i + 1 < points.Length; i++)
        {
            var (before, from, to, after) = (points[Math.Max(0, i - 1)], points[i], points[i + 1], points[Math.Min(points.Length - 1, i + 2)]);
            for (var step = 0; step < steps; step++)
            {
                var t = step / (double)steps;
                curve.Add(new Pen(Bend(before.X, from.X, to.X, after.X, t), Bend(before.Y, from.Y, to.Y, after.Y, t)));
            }
        }

        curve.Add(points[^1]);
        return curve.ToImmutable();
    }

    private static double Bend(double before, double from, double to, double after, double t) =>
        0.5 * ((2 * from) + ((to - before) * t) + (((2 * before) - (5 * from) + (4 * to) - after) * t * t) + (((3 * from) - before - (3 * to) + after) * t * t * t));
}
