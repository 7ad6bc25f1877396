using System.Net;
using System.Net.Sockets;
using JsHrss.IdP.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace JsHrss.IdP.Tests.Management;

public sealed class DoorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "FT-10")]
    public async Task Once_shut_it_serves_who_is_in_and_who_comes_is_refused_at_its_closing_without_having_sent_anything()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var transport = new SocketTransportOptions();
        var door = new Door(NullLogger<Door>.Instance);
        door.Configure(transport);
        using var listener = transport.CreateBoundListenSocket(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var early = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await early.ConnectAsync(listener.LocalEndPoint!, Ct);

        door.Shut();

        using var served = await listener.AcceptAsync(Ct);
        await early.SendAsync("asked"u8.ToArray(), Ct);
        Assert.Equal(5, await served.ReceiveAsync(new byte[8], Ct));
        await served.SendAsync("told"u8.ToArray(), Ct);
        Assert.Equal(4, await early.ReceiveAsync(new byte[8], Ct));

        using var late = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var comes = late.ConnectAsync(listener.LocalEndPoint!, Ct).AsTask();
        Assert.False(listener.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectRead));
        listener.Dispose();
        Assert.Equal(SocketError.ConnectionRefused, (await Assert.ThrowsAsync<SocketException>(() => comes)).SocketErrorCode);
    }
}
