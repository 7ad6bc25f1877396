using System.Buffers.Text;
using System.Text.Json;

namespace JsHrss.IdP.Passkeys;

/// <summary>Flags of an answer whose signature was verified: it covers them (WebAuthn §6.1).</summary>
internal static class AuthenticatorFlags
{
    private const int FlagsAt = 32; // after the digest of the relying party's id
    private const byte UserVerified = 0x04;

    /// <summary>Whether the authenticator verified its holder for this very answer. What is stored only says that it once did.</summary>
    public static bool IsUserVerified(string credential)
    {
        using var document = JsonDocument.Parse(credential);
        var data = document.RootElement.GetProperty("response").GetProperty("authenticatorData").GetString();
        var bytes = Base64Url.DecodeFromChars(data);
        return bytes.Length > FlagsAt && (bytes[FlagsAt] & UserVerified) != 0;
    }
}
