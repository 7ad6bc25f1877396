using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace JsHrss.IdP.Hosting;

/// <summary>How large and how slow a request may be (cases HT-04 to HT-06); HTTP/2 ends at the proxy in front (case HT-07).</summary>
internal static class ServerLimits
{
    /// <summary>No form or document of ours comes near this.</summary>
    private const int BodyBytes = 64 * 1024;

    /// <summary>Above the 16 kB that the engine allows a query, by enough for method and path: what is just too long is refused by it, with no-store, and what it allows is read.</summary>
    private const int RequestLineBytes = 18 * 1024;

    public static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = BodyBytes;
        kestrel.Limits.MaxRequestLineSize = RequestLineBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
    }

    public static void Configure(FormOptions forms)
    {
        forms.ValueCountLimit = 64;
        forms.KeyLengthLimit = 256;
        forms.ValueLengthLimit = 16 * 1024;
        forms.BufferBodyLengthLimit = BodyBytes;
        forms.MultipartBodyLengthLimit = BodyBytes;
    }
}
