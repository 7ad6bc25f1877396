using System.Net.Http.Headers;
using System.Text;

namespace RelyingParty.OpenId;

/// <summary><c>client_secret_basic</c>: both halves are form-encoded before they are joined (RFC 6749 §2.3.1), which generic HTTP clients forget.</summary>
internal static class BasicCredentials
{
    public static AuthenticationHeaderValue For(string clientId, string clientSecret) =>
        new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{FormEncode(clientId)}:{FormEncode(clientSecret)}")));

    private static string FormEncode(string value) => Uri.EscapeDataString(value).Replace("%20", "+", StringComparison.Ordinal);
}
