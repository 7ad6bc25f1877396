using System.Collections.Immutable;
using System.Text;

namespace JsHrss.OpenId.Protocol;

/// <summary>Adds parameters to a registered address; what stands in its query already is kept (RFC 6749 §3.1.2, RP-Initiated Logout §3, Front-Channel Logout §2).</summary>
internal static class AddedQuery
{
    public static string To(string address, params ImmutableArray<KeyValuePair<string, string>> parameters)
    {
        var url = new StringBuilder(address, address.Length + 256);
        var joint = !address.Contains('?', StringComparison.Ordinal) ? "?" : address[^1] is '?' or '&' ? "" : "&";
        foreach (var (name, value) in parameters)
        {
            url.Append(joint).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            joint = "&";
        }

        return url.ToString();
    }
}
