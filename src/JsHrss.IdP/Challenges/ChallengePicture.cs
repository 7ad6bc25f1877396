using System.Security.Cryptography;

namespace JsHrss.IdP.Challenges;

/// <summary>图形验证码: four or five signs, bent and crossed out. For one browser, once.</summary>
/// <param name="Signs">What is drawn.</param>
/// <param name="Png">The picture.</param>
internal sealed record ChallengePicture(string Signs, byte[] Png)
{
    private const int Width = 320;
    private const int Height = 112;
    private const int Margin = 22;

    /// <summary>Draws one.</summary>
    public static ChallengePicture Draw()
    {
        var signs = RandomNumberGenerator.GetString(StrokeFont.Signs, RandomNumberGenerator.GetInt32(4, 6));
        var canvas = new GreyCanvas(Width, Height);
        var chance = new Chance();
        Ground(canvas, chance);
        var bend = Bending(chance);
        var step = (Width - (2 * Margin)) / (double)signs.Length;
        for (var i = 0; i < signs.Length; i++)
            Sign(canvas, chance, signs[i], Margin + (step * (i + 0.5)), step, bend);
        for (var i = 0; i < 3; i++)
            Crossing(canvas, chance, bend);
        return new ChallengePicture(signs, canvas.ToPng());
    }

    /// <summary>Without what is drawn.</summary>
    public override string ToString() => nameof(ChallengePicture);

    /// <summary>Uneven, so that no threshold cuts the signs out.</summary>
    private static void Ground(GreyCanvas canvas, Chance chance)
    {
        var (along, across, where) = (chance.Between(20, 60), chance.Between(15, 40), chance.Between(0, 6));
        // In few shades: what is even packs well.
        canvas.Fill((x, y) => ((226 + (int)((12 * Math.Sin((x / along) + where)) + (10 * Math.Cos((y / across) + where)))) & ~3) + (chance.Below(3) * 8) - 8);
    }

    /// <summary>One wave over the whole picture, so that no sign keeps its form.</summary>
    private static Func<Pen, Pen> Bending(Chance chance)
    {
        var (highX, highY) = (chance.Between(3, 5.5), chance.Between(4, 7));
        var (longX, longY) = (chance.Between(14, 24), chance.Between(26, 44));
        var (fromX, fromY) = (chance.Between(0, 6.28), chance.Between(0, 6.28));
        return pen => new Pen(pen.X + (highX * Math.Sin((pen.Y / longX) + fromX)), pen.Y + (highY * Math.Sin((pen.X / longY) + fromY)));
    }

    private static void Sign(GreyCanvas canvas, Chance chance, char sign, double middle, double step, Func<Pen, Pen> bend)
    {
        var (wide, high) = (step * chance.Between(0.72, 0.94) / 6, Height * chance.Between(0.5, 0.64) / 10);
        var (turn, lean) = (chance.Between(-0.26, 0.26), chance.Between(-0.24, 0.24));
        var (sin, cos) = (Math.Sin(turn), Math.Cos(turn));
        var (offX, offY) = (middle + chance.Between(-4, 4), (Height / 2) + chance.Between(-9, 9));
        var (radius, grey) = (chance.Between(2.4, 3.5), chance.Below(50) + 40);
        foreach (var stroke in StrokeFont.StrokesOf(sign))
        {
            var line = stroke.Select(pen =>
            {
                var (y, x) = ((pen.Y - 5) * high, ((pen.X - 3) * wide) - (lean * (pen.Y - 5) * high));
                return new Pen(offX + (x * cos) - (y * sin), offY + (x * sin) + (y * cos));
            });
            canvas.Line([.. Bent(line.ToArray(), bend)], radius, grey);
        }
    }

    /// <summary>As dark and as thick as a sign's stroke, so that it cannot be told from one by colour or width.</summary>
    private static void Crossing(GreyCanvas canvas, Chance chance, Func<Pen, Pen> bend)
    {
        var (from, to) = (new Pen(-5, chance.Between(0, Height)), new Pen(Width + 5, chance.Between(0, Height)));
        var (high, waves, where) = (chance.Between(6, 18), chance.Between(3, 9), chance.Between(0, 6.28));
        var line = Enumerable.Range(0, 60).Select(n => n / 59.0)
            .Select(t => new Pen(from.X + ((to.X - from.X) * t), from.Y + ((to.Y - from.Y) * t) + (high * Math.Sin((t * waves) + where))));
        canvas.Line([.. line.Select(bend)], chance.Between(1.2, 2.2), chance.Below(50) + 60);
    }

    /// <summary>Long straight strokes get points in between, else only their ends would bend.</summary>
    private static IEnumerable<Pen> Bent(Pen[] line, Func<Pen, Pen> bend)
    {
        for (var i = 0; i + 1 < line.Length; i++)
        {
            var (from, to) = (line[i], line[i + 1]);
            var parts = Math.Max(1, (int)(Math.Abs(to.X - from.X) + Math.Abs(to.Y - from.Y)) / 5);
            for (var part = 0; part < parts; part++)
                yield return bend(new Pen(from.X + ((to.X - from.X) * part / parts), from.Y + ((to.Y - from.Y) * part / parts)));
        }

        yield return bend(line[^1]);
    }

    /// <summary>Chance of one picture: secret bytes drawn at once, used up one after the other.</summary>
    private sealed class Chance
    {
        private readonly byte[] _bytes = RandomNumberGenerator.GetBytes((Width * Height) + 4096);
        private int _used;

        public double Between(double least, double most) => least + ((most - least) * (((Next() << 8) | Next()) / 65535.0));

        /// <summary>Not quite even, which no picture shows.</summary>
        public int Below(int most) => Next() % most;

        private int Next() => _bytes[_used++];
    }
}
