namespace JsHrss.OpenId.EndSession;

/// <summary>Adds a parameter to a registered address; what stands in its query already is kept (RP-Initiated Logout §3, Front-Channel Logout §2).</summary>
internal static class QueryText
{
    public static string With(string address, string name, string value)
    {
        var separator = !address.Contains('?', StringComparison.Ordinal) ? "?" : address[^1] is '?' or '&' ? "" : "&";
        return $"{address}{separator}{name}={Uri.EscapeDataString(value)}";
    }
}
