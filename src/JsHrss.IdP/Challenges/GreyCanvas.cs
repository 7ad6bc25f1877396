using System.Buffers.Binary;
using System.IO.Compression;

namespace JsHrss.IdP.Challenges;

/// <summary>A grey picture to draw on with a round pen, and its PNG (ISO/IEC 15948). The bytes hold points and nothing of what was drawn.</summary>
internal sealed class GreyCanvas(int width, int height)
{
    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(Remainder)];

    private readonly byte[] _points = new byte[width * height];

    public int Width => width;

    public int Height => height;

    /// <summary>Sets every point.</summary>
    public void Fill(Func<int, int, int> grey)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                _points[(y * width) + x] = (byte)Math.Clamp(grey(x, y), 0, 255);
        }
    }

    /// <summary>Draws a line through points; where two lines cross the darker one stays.</summary>
    public void Line(IReadOnlyList<Pen> line, double radius, int grey)
    {
        for (var i = 0; i + 1 < line.Count; i++)
        {
            var (from, to) = (line[i], line[i + 1]);
            var steps = Math.Max(1, (int)Math.Ceiling(Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)) * 1.2));
            for (var step = 0; step <= steps; step++)
                Dot(from.X + ((to.X - from.X) * step / steps), from.Y + ((to.Y - from.Y) * step / steps), radius, grey);
        }
    }

    /// <summary>As a PNG of 8-bit grey.</summary>
    public byte[] ToPng()
    {
        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                packed.WriteByte(0); // no filter
                packed.Write(_points, y * width, width);
            }
        }

        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> head = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], height);
        head[8] = 8;
        head[9..].Clear();
        Chunk(png, "IHDR"u8, head);
        Chunk(png, "IDAT"u8, rows.GetBuffer().AsSpan(0, (int)rows.Length));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private void Dot(double atX, double atY, double radius, int grey)
    {
        for (var y = Math.Max(0, (int)(atY - radius - 1)); y <= Math.Min(height - 1, (int)(atY + radius + 1)); y++)
        {
            for (var x = Math.Max(0, (int)(atX - radius - 1)); x <= Math.Min(width - 1, (int)(atX + radius + 1)); x++)
            {
                var cover = Math.Clamp(radius + 0.5 - Math.Sqrt(((x - atX) * (x - atX)) + ((y - atY) * (y - atY))), 0, 1);
                ref var point = ref _points[(y * width) + x];
                point = Math.Min(point, (byte)(point + ((grey - point) * cover)));
            }
        }
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(kind);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Check(Check(~0u, kind), content));
        png.Write(number);
    }

    private static uint Check(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
            sum = Remainders[(sum ^ one) & 255] ^ (sum >> 8);
        return sum;
    }

    private static uint Remainder(int value)
    {
        var rest = (uint)value;
        for (var bit = 0; bit < 8; bit++)
            rest = (rest & 1) != 0 ? 0xEDB88320 ^ (rest >> 1) : rest >> 1;
        return rest;
    }
}
