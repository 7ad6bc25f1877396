using System.Globalization;
using System.Net;
using JsHrss.OpenId.Authorization;

namespace JsHrss.IdP.Clients.Rules;

/// <summary>
/// Addresses are parsed once, here, and compared as text for ever after: whatever could be read in two ways, runs in the browser or leads
/// somewhere that people would not recognise is refused (cases AZ-02 to AZ-05, AZ-07).
/// </summary>
internal static class RegisteredAddress
{
    private static readonly string[] OfTheResponse = ["code", "state", "iss", "error", "error_description", "error_uri", "response", "session_state", "id_token", "access_token"];
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>An address that browsers are sent to: https; http on a loopback address in Development.</summary>
    /// <returns>The fault; null: none.</returns>
    public static string? WebFaultOf(string address, ClientPolicy policy) => FaultOf(address, native: false, policy);

    /// <summary>An address that this server itself calls: as above, and a name instead of a bare number.</summary>
    /// <remarks>Where the name leads is judged at every connection by the guarded fetcher (case JW-14).</remarks>
    public static string? FetchedFaultOf(string address, ClientPolicy policy)
    {
        if (WebFaultOf(address, policy) is { } fault)
            return fault;
        var uri = new Uri(address);
        return IPAddress.TryParse(uri.Host, out _) && !(policy.IsDevelopment && uri.IsLoopback)
            ? $"{Quoted.Text(address)} must name a host: this server calls no bare network addresses"
            : null;
    }

    /// <summary>An address that an authorization or logout response goes to (RFC 6749 §3.1.2, RFC 8252 §7).</summary>
    public static string? ResponseFaultOf(string address, bool native, ClientPolicy policy)
    {
        if (FaultOf(address, native, policy) is { } fault)
            return fault;
        var names = new Uri(address).Query.TrimStart('?').Split('&').Select(pair => pair.Split('=')[0]);
        return names.Intersect(OfTheResponse, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } taken
            ? $"{Quoted.Text(address)} must not have the parameter {taken} in its query: the response brings it"
            : null;
    }

    /// <summary>A name of a service (RFC 8707 §2): an https or urn URI without fragment.</summary>
    public static string? ResourceFaultOf(string resource) =>
        RedirectUri.FaultOf(resource, native: true) is { } fault ? $"{Quoted.Text(resource)} {fault}"
        : new Uri(resource).Scheme is "https" or "urn" ? null
        : $"{Quoted.Text(resource)} must be an https or urn URI (RFC 8707 section 2)";

    private static string? FaultOf(string address, bool native, ClientPolicy policy) => WhyNot(address, native, policy) is { } why ? $"{Quoted.Text(address)} {why}" : null;

    private static string? WhyNot(string address, bool native, ClientPolicy policy)
    {
        if (RedirectUri.FaultOf(address, native) is { } fault)
            return fault;
        var uri = new Uri(address);
        if (uri.AbsoluteUri != address && uri.AbsoluteUri != address + "/")
            return "is not in its one plain spelling: scheme and host in small letters, no default port, no dot segments, nothing that needs escaping";
        if (uri.AbsolutePath.Contains("//", StringComparison.Ordinal) || uri.AbsolutePath.Contains("..", StringComparison.Ordinal) || uri.AbsolutePath.Contains(';', StringComparison.Ordinal) || HasNeedlessEscape(address))
            return "must not hold //, .. or ; in its path, nor escapes that servers read in different ways";
        if (uri.GetLeftPart(UriPartial.Authority) == policy.Issuer)
            return "is an address of this server itself";
        if (uri.Port == 0 || uri.Host.EndsWith('.') || uri.Host.Contains("..", StringComparison.Ordinal) || !IsReadable(uri.Host))
            return "has a host that people cannot tell from another one, or no host at all";
        if (uri.Scheme == Uri.UriSchemeHttps)
            return null;
        return uri.Scheme == Uri.UriSchemeHttp ? HttpFaultOf(uri, native, policy) : PrivateSchemeFaultOf(uri, policy);
    }

    private static string? HttpFaultOf(Uri uri, bool native, ClientPolicy policy)
    {
        var byNumber = uri.Host is "127.0.0.1" or "[::1]";
        if (native && byNumber)
            return null;
        return policy.IsDevelopment && (byNumber || uri.Host == "localhost")
            ? null
            : "must be https; http is for native apps on 127.0.0.1 or [::1] (RFC 8252 section 7.3), and in Development for localhost";
    }

    private static string? PrivateSchemeFaultOf(Uri uri, ClientPolicy policy) =>
        uri.Scheme.Contains('.', StringComparison.Ordinal) || (policy.IsDevelopment && uri.Scheme.Contains('-', StringComparison.Ordinal))
            ? null
            : "must have a scheme made of a domain name turned round, such as cn.example.app (RFC 8252 sections 7.1 and 8.4)";

    /// <summary>Escapes of letters, digits, dots, slashes, percent signs and control characters say the same twice or hide something.</summary>
    private static bool HasNeedlessEscape(string address)
    {
        for (var at = address.IndexOf('%', StringComparison.Ordinal); at >= 0; at = address.IndexOf('%', at + 1))
        {
            if (at + 2 >= address.Length || !byte.TryParse(address.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                return true;
            if (value is < 0x20 or 0x7F || char.IsAsciiLetterOrDigit((char)value) || (char)value is '.' or '/' or '\\' or '%' or '-' or '_' or '~')
                return true;
        }

        return false;
    }

    /// <summary>An internationalised name is Han characters and ASCII: another script's letters pass for these (case AZ-02).</summary>
    private static bool IsReadable(string host)
    {
        if (!host.Contains("xn--", StringComparison.OrdinalIgnoreCase))
            return true;
        try
        {
            return Idn.GetUnicode(host).EnumerateRunes().All(sign => sign.IsAscii || ShownText.IsHan(sign.Value));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
