using System.Text;

namespace JsHrss.Storage.Keys;

/// <summary>
/// Finds sealed identifiers by a keyed digest. A plain hash of an 18-digit number is searched through in hours; this one needs a key that is not in the database (case PI-02).
/// </summary>
internal sealed class LookupIndex(IKeyVault vault)
{
    /// <summary>HMAC(index key, kind || canonical), 16 bytes.</summary>
    /// <param name="kind">Namespace, so that a mobile number never meets a document number (case EN-11).</param>
    /// <param name="canonical">The one spelling of the identifier.</param>
    public byte[] Of(string kind, string canonical)
    {
        var message = new byte[Encoding.UTF8.GetByteCount(kind) + 1 + Encoding.UTF8.GetByteCount(canonical)];
        var written = Encoding.UTF8.GetBytes(kind, message);
        message[written] = 0;
        Encoding.UTF8.GetBytes(canonical, message.AsSpan(written + 1));
        Span<byte> mac = stackalloc byte[32];
        vault.Mac(KeyLabel.Index, vault.VersionOf(KeyLabel.Index), message, mac);
        return mac[..16].ToArray();
    }
}
