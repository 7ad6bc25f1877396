using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace JsHrss.IdP.Hosting;

/// <summary>
/// The public listeners. Closing one resets the connections that the kernel has completed and nobody has accepted; a proxy that has sent a request with a body on one may not send it again (case FT-10).
/// So the listener first stops completing connections: whoever connects waits, has sent nothing, and is refused when it closes, or sooner goes to another node.
/// </summary>
internal sealed partial class Door(ILogger<Door> log)
{
    // asm-generic/socket.h
    private const int SolSocket = 1;
    private const int SoAttachFilter = 26;

    /// <summary>A classic BPF program (linux/filter.h): a segment that asks for a connection, SYN without ACK, is dropped; everything else passes.</summary>
    private static readonly Instruction[] DropsNewConnections =
    [
        new(Code: 0x30, IfTrue: 0, IfFalse: 0, Value: 13), // load the flags of the TCP header
        new(Code: 0x54, IfTrue: 0, IfFalse: 0, Value: 0x12), // keep ACK and SYN
        new(Code: 0x15, IfTrue: 0, IfFalse: 1, Value: 0x02), // SYN alone?
        new(Code: 0x06, IfTrue: 0, IfFalse: 0, Value: 0), // keep nothing of it
        new(Code: 0x06, IfTrue: 0, IfFalse: 0, Value: 0x40000), // keep all of it
    ];

    private readonly ConcurrentBag<Socket> _listeners = [];

    /// <summary>Makes the listeners known as they are made.</summary>
    public void Configure(SocketTransportOptions transport)
    {
        var make = transport.CreateBoundListenSocket;
        transport.CreateBoundListenSocket = endPoint =>
        {
            var listener = make(endPoint);
            if (endPoint is IPEndPoint && OperatingSystem.IsLinux())
                _listeners.Add(listener);
            return listener;
        };
    }

    /// <summary>From now on no new connection is completed; those that are, are served.</summary>
    public void Shut()
    {
        foreach (var listener in _listeners)
        {
            try
            {
                Attach(listener, DropsNewConnections);
            }
            catch (Exception refused) when (refused is SocketException or ObjectDisposedException)
            {
                StaysOpen(refused);
            }
        }
    }

    private static void Attach(Socket listener, Instruction[] program)
    {
        var pinned = GCHandle.Alloc(program, GCHandleType.Pinned);
        try
        {
            var described = new FilterProgram((ushort)program.Length, pinned.AddrOfPinnedObject());
            listener.SetRawSocketOption(SolSocket, SoAttachFilter, MemoryMarshal.AsBytes(new ReadOnlySpan<FilterProgram>(in described)));
        }
        finally
        {
            pinned.Free(); // the kernel has copied it
        }
    }

    [LoggerMessage(4104, LogLevel.Information, "New connections cannot be held back while this node ends; one that comes in the moment of closing is reset")]
    private partial void StaysOpen(Exception reason);

    /// <summary>struct sock_filter</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    /// <summary>struct sock_fprog</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct FilterProgram(ushort Length, nint Instructions);
}
