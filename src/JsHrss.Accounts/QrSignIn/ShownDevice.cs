using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>What the phone tells its holder of a terminal before they decide (RFC 8628 §3.3, §5.4; R48, case QR-02).</summary>
/// <param name="Site">Name of this site.</param>
/// <param name="Client">Name of the terminal's kind, as its client is registered.</param>
/// <param name="Operator">Who runs it; null: the department.</param>
/// <param name="UserCode">What stands on its screen, to be compared.</param>
/// <param name="Place">The service point it asked from; null: none that is registered.</param>
/// <param name="Address">Network address, shortened; null: not known.</param>
/// <param name="AskedAt">When it asked.</param>
/// <param name="Gets">What it will be told, as the codes of the consent page.</param>
public sealed record ShownDevice(
    string Site, string Client, string? Operator, string UserCode, string? Place, string? Address, DateTimeOffset AskedAt, ImmutableArray<string> Gets)
{
    /// <summary>Names of the business items it asks for one by one.</summary>
    public ImmutableArray<string> Items { get; init; } = [];

    private const string Pairing = "pairing";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The one text, as in <see cref="ShownRequest"/>.</summary>
    /// <param name="id">Of which request, so that no two texts are alike.</param>
    public string Text(QrTicketId id)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("request", id.ToString());
            json.WriteString(Pairing, UserCode);
            json.WriteString("site", Site);
            json.WriteString("client", Client);
            json.WriteString("operator", Operator);
            json.WriteString("place", Place);
            json.WriteString("address", Address);
            json.WriteString("at", AskedAt.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
            json.WriteStartArray("gets");
            foreach (var code in Gets)
                json.WriteStringValue(code);
            json.WriteEndArray();
            json.WriteStartArray("items");
            foreach (var name in Items)
                json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>The user code within a text that <see cref="Text"/> wrote; the ticket keeps it nowhere else.</summary>
    /// <param name="ticket">Of a terminal.</param>
    public static string CodeOf(QrTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        using var text = JsonDocument.Parse(ticket.ShownText);
        return text.RootElement.GetProperty(Pairing).GetString()!;
    }

    /// <summary>Without code, place and address.</summary>
    public override string ToString() => nameof(ShownDevice);
}
