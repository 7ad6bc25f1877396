using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace JsHrss.Drills.Rig;

/// <summary>The address that moves with the primary: connections to it lead to whichever server it points to now.</summary>
internal sealed class Relay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> _open = [];
    private volatile int _target;

    public Relay(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whoever is connected is cut off; whoever connects reaches the other server.</summary>
    public void PointTo(int target)
    {
        _target = target;
        foreach (var client in _open.Keys)
            client.Dispose();
    }

    public void Dispose()
    {
        _listener.Dispose();
        PointTo(0);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // The drill is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            _open.TryAdd(client, 0);
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target);
                await await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
            }
            catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // One side is gone; so is the other.
            }
            finally
            {
                _open.TryRemove(client, out _);
            }
        }
    }
}
