using System.Net;

namespace JsHrss.Upstreams.Outgoing;

/// <summary>How other systems are called: at the address the operator wrote, and nowhere else.</summary>
internal static class UpstreamHandler
{
    /// <summary>A handler to be kept for the life of the process.</summary>
    /// <remarks>No redirect: it would lead to a place nobody configured. No cookie: one person's call must not carry what another's brought.</remarks>
    /// <param name="patience">Of connecting, as of the whole call.</param>
    public static SocketsHttpHandler Create(TimeSpan patience) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = patience,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxConnectionsPerServer = 32,
        MaxResponseHeadersLength = 16,
        UseCookies = false,
        UseProxy = false,
    };
}
