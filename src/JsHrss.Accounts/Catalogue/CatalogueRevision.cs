using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Catalogue;

/// <summary>What a catalogue is told apart by: a digest of everything it says, the same on every node.</summary>
public static class CatalogueRevision
{
    private const int Bytes = 16;

    /// <summary>32 hexadecimal characters; equal for equal catalogues in any order.</summary>
    public static string Of(IEnumerable<BusinessItem> items)
    {
        var text = new StringBuilder();
        foreach (var item in items.OrderBy(item => item.Code))
        {
            // No member holds a tab or the end of a line, so no two catalogues read alike.
            text.Append(CultureInfo.InvariantCulture, $"{item.Code}\t{item.Name}\t{item.Parent?.Value}\t{(int)item.MinimumLevel}\t{(int)item.Actions}\t{item.Validity?.Start:O}\t{item.Validity?.End:O}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, Bytes));
    }
}
