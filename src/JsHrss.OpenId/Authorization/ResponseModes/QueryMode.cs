using System.Collections.Immutable;
using System.Text;

namespace JsHrss.OpenId.Authorization.ResponseModes;

/// <summary><c>query</c>: the answer is added to the redirect URI, whose own query is kept (RFC 6749 §3.1.2).</summary>
internal static class QueryMode
{
    public static string UrlOf(string redirectUri, ImmutableArray<KeyValuePair<string, string>> answer)
    {
        var url = new StringBuilder(redirectUri, redirectUri.Length + 256);
        var joint = !redirectUri.Contains('?', StringComparison.Ordinal) ? "?" : redirectUri[^1] is '?' or '&' ? "" : "&";
        foreach (var (name, value) in answer)
        {
            url.Append(joint).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            joint = "&";
        }

        return url.ToString();
    }
}
