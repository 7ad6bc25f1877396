using System.Net;
using System.Net.Sockets;

namespace LocalHall;

/// <summary>The addresses are fixed, since clients register them; a taken one is told before anything is built or started.</summary>
internal static class Ports
{
    public static void RequireFree(IEnumerable<App> apps)
    {
        foreach (var app in apps)
        {
            if (!IsFree(IPAddress.Loopback, app.Port) || (Socket.OSSupportsIPv6 && !IsFree(IPAddress.IPv6Loopback, app.Port)))
                throw new CannotStartException($"Port {app.Port} is taken, so {app.Title} cannot start. Another LocalHall may still be running; stop what listens there and try again.");
        }
    }

    private static bool IsFree(IPAddress address, int port)
    {
        using var probe = new TcpListener(address, port) { ExclusiveAddressUse = true };
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException refusal) when (refusal.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
        catch (SocketException)
        {
            // No such address on this machine (IPv6 switched off): nothing can listen there.
            return true;
        }
    }
}
