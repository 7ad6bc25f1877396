using System.Net;
using System.Net.Sockets;

namespace JsHrss.Storage.Tests.Databases;

/// <summary>Stands between a store and its server, and can cut connections at the worst moment.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private readonly CancellationTokenSource end = new();
    private int cutAnswer;
    private int cutRequest;
    private TaskCompletionSource? holdAnswer;

    public CuttingProxy(int target)
    {
        this.target = target;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The next request reaches the server; its answer does not come back, and the connection ends.</summary>
    public void CutNextAnswer() => Interlocked.Exchange(ref cutAnswer, 1);

    /// <summary>The next request does not reach the server, and the connection ends.</summary>
    public void CutNextRequest() => Interlocked.Exchange(ref cutRequest, 1);

    /// <summary>The next answer does not come back, and the connection stays open.</summary>
    /// <returns>Ends when it is held.</returns>
    public Task HoldNextAnswerAsync()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref holdAnswer, held);
        return held.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(end.Token));
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, target, end.Token);
                await await Task.WhenAny(CopyAsync(client, server, isRequest: true), CopyAsync(server, client, isRequest: false));
            }
            catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // One side is gone; so is the other.
            }
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, bool isRequest)
    {
        var buffer = new byte[64 * 1024];
        while (await from.GetStream().ReadAsync(buffer, end.Token) is var count and > 0)
        {
            // An answer that is cut has been given: the server is done with what was asked.
            if (Interlocked.Exchange(ref isRequest ? ref cutRequest : ref cutAnswer, 0) == 1)
                return;
            if (!isRequest && Interlocked.Exchange(ref holdAnswer, null) is { } held)
            {
                held.SetResult();
                await Task.Delay(Timeout.Infinite, end.Token);
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), end.Token);
        }
    }
}
