using System.Net;
using System.Net.Sockets;

namespace JsHrss.Drills.Rig;

/// <summary>Ports for servers that are told theirs before they start.</summary>
internal static class Ports
{
    // Below the range that the system gives to outgoing connections: from there another test's connection would take the port before the server has it.
    private const int First = 10_240;
    private const int Behind = 32_000;

    /// <summary>Free a moment ago. Chosen by chance, so that two processes of tests hardly ever choose the same.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Behind);
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Another one.
            }
        }
    }
}
