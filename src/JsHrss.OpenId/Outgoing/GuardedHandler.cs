using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace JsHrss.OpenId.Outgoing;

/// <summary>The only way in which the engine calls addresses that clients registered: no private address that the operator has not allowed, no redirect, no proxy, no cookie (cases JW-14, AZ-20).</summary>
/// <remarks>The check stands at the connection, on the very address that is then used: a name that answers differently the second time gains nothing.</remarks>
internal static class GuardedHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>A handler to be kept for the life of the process.</summary>
    /// <param name="allowLoopback">True only in Development and tests, where relying parties run on the same machine.</param>
    /// <param name="networks">Networks that may be called though they are not public; checked at start.</param>
    public static SocketsHttpHandler Create(bool allowLoopback, ImmutableArray<IPNetwork> networks) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = Patience,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxConnectionsPerServer = 4,
        MaxResponseHeadersLength = 16,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, allowLoopback, networks, ct),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, bool allowLoopback, ImmutableArray<IPNetwork> networks, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, ct).ConfigureAwait(false);
        var allowed = Array.FindAll(addresses, address => PublicAddress.Is(address) || (allowLoopback && IPAddress.IsLoopback(address)) || AllowedNetworks.Hold(networks, address));
        if (allowed.Length == 0)
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{target.Host} has no address that may be called.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, ct).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
