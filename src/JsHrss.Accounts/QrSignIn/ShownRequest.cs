using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>What the phone tells its holder before they decide: where, for whom, from where, on what, since when (R48, case QR-02).</summary>
/// <param name="Site">Name of this site.</param>
/// <param name="Client">Name of the relying party.</param>
/// <param name="Place">City, as far as it is known; null: not.</param>
/// <param name="Address">Network address, shortened; null: not known.</param>
/// <param name="Device">System and browser in words.</param>
/// <param name="Reach">What a confirmation opens beyond what is chosen, in words: with an enrolled key the browser may go on to the person's other contexts (docs/tokens.md).</param>
public sealed record ShownRequest(string Site, string Client, string? Place, string? Address, string Device, string Reach)
{
    // Chinese stands as itself; the text is hashed and compared, never put into a page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The one text: JSON in this order of members. It is kept as it is, sent as it is, and hashed as it is.</summary>
    /// <param name="id">Of which request, so that no two texts are alike.</param>
    /// <param name="tab">For oneself or for a unit.</param>
    /// <param name="pairing">The two digits.</param>
    /// <param name="at">When the code was shown.</param>
    public string Text(QrTicketId id, QrTab tab, int pairing, DateTimeOffset at)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("request", id.ToString());
            json.WriteString("pairing", pairing.ToString("00", CultureInfo.InvariantCulture));
            json.WriteString("site", Site);
            json.WriteString("client", Client);
            json.WriteString("as", tab == QrTab.Unit ? "unit" : "person");
            json.WriteString("reach", Reach);
            json.WriteString("place", Place);
            json.WriteString("address", Address);
            json.WriteString("device", Device);
            json.WriteString("at", at.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
