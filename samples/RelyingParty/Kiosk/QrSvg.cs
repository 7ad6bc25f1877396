using System.Globalization;
using System.Text;
using QRCoder;

namespace RelyingParty.Kiosk;

/// <summary>Draws a text as a QR code, by attributes alone: a strict policy forbids style attributes and data: images.</summary>
internal static class QrSvg
{
    public static string Draw(string text, string label)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                var from = x;
                while (x < rows.Count && rows[y][x])
                    x++;
                if (x > from)
                    path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
            }
        }

        // White in dark mode too: scanners look for dark on light. The quiet zone stands in the matrix.
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {rows.Count} {rows.Count}\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"{System.Net.WebUtility.HtmlEncode(label)}\"><rect width=\"{rows.Count}\" height=\"{rows.Count}\" fill=\"#fff\"/><path fill=\"#000\" d=\"{path}\"/></svg>");
    }
}
