using System.Text;
using QRCoder;

namespace JsHrss.IdP.Web;

/// <summary>A two-dimensional code as one path: drawn in the page itself, so that no address that holds a secret is fetched, logged or cached, and no inline style is needed.</summary>
internal static class QrSvg
{
    /// <summary>Modules of quiet around it (ISO/IEC 18004 §5.3.8); QRCoder counts them in.</summary>
    private const int Quiet = 4;

    /// <summary>From so many characters on the dots would grow too small for cameras; a screen is clean, so fewer of them repair damage.</summary>
    private const int Long = 300;

    /// <summary>Draws it.</summary>
    /// <param name="text">What a phone will read.</param>
    /// <returns>Side in modules and the path's commands; digits and letters only, so that neither needs encoding.</returns>
    public static (int Side, string Path) Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, text.Length < Long ? QRCodeGenerator.ECCLevel.M : QRCodeGenerator.ECCLevel.L);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = Quiet; y < rows.Count - Quiet; y++)
        {
            for (var x = Quiet; x < rows.Count - Quiet; x++)
            {
                if (!rows[y][x])
                    continue;
                var from = x;
                while (x + 1 < rows.Count && rows[y][x + 1])
                    x++;
                path.Append('M').Append(from - Quiet).Append(' ').Append(y - Quiet).Append('h').Append(x - from + 1).Append("v1H").Append(from - Quiet).Append('z');
            }
        }

        return (rows.Count - (2 * Quiet), path.ToString());
    }
}
