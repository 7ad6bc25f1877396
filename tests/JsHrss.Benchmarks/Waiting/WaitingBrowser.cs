using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Benchmarks.Wire;

namespace JsHrss.Benchmarks.Waiting;

/// <summary>A browser that shows a code and holds the connection on which it is told of each step.</summary>
internal sealed class WaitingBrowser(QrBrowserHandle handle) : IDisposable
{
    /// <summary>One address has some 28,000 ports for connections to one server.</summary>
    private const int PerAddress = 8_000;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Lock _gate = new();
    private readonly StringBuilder _told = new();
    private (string Word, TaskCompletionSource<long> Heard)? _awaited;

    public QrBrowserHandle Handle => handle;

    /// <summary>How often the server said that it is still there.</summary>
    public int Beats { get; private set; }

    public bool IsOver { get; private set; }

    /// <summary>Asks for the events and returns when the first, the state there is, has come.</summary>
    public async Task BeginAsync(Uri server, int number, CancellationToken ct)
    {
        _socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)(2 + (number / PerAddress))]), 0));
        await _socket.ConnectAsync(IPAddress.Loopback, server.Port, ct);
        var heard = Await("new");
        // As long as a browser's, with the cookies of a site that it knows.
        var request = $"GET /sign-in/qr/events HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: keep-alive\r\nUser-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36\r\n"
            + $"Accept: text/event-stream\r\nCache-Control: no-cache\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\nReferer: {server}sign-in/qr\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n"
            + $"Accept-Language: zh-CN,zh;q=0.9\r\nCookie: __Host-idp.display=normal.system.zh; __Host-idp.browser={handle.Text}; __Host-idp.antiforgery={new string('a', 155)}; __Host-idp.qr={handle.Text}\r\n\r\n";
        await _socket.SendAsync(Encoding.ASCII.GetBytes(request), ct);
        _ = ReadAsync(ct);
        await heard.WaitAsync(TimeSpan.FromSeconds(60), ct);
    }

    /// <summary>When the server will have told this state.</summary>
    public Task<long> Await(string state)
    {
        lock (_gate)
        {
            var heard = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited = ($"\"state\":\"{state}\"", heard);
            return heard.Task;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadAsync(CancellationToken ct)
    {
        var buffer = new byte[1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer, ct) is > 0 and var read)
                Hear(Encoding.ASCII.GetString(buffer, 0, read));
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // At the end of the run.
        }

        IsOver = true;
    }

    private void Hear(string text)
    {
        var at = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            _told.Append(text);
            var told = _told.ToString();
            if (told.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && !told.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
                _awaited?.Heard.TrySetException(new WrongAnswerException($"A waiting browser was answered {told.Split('\r')[0]}."));
            else if (_awaited is { } awaited && told.Contains(awaited.Word, StringComparison.Ordinal))
                awaited.Heard.TrySetResult(at);
            else if (!told.Contains(":\n\n", StringComparison.Ordinal))
                return;
            if (told.Contains("\r\n:\n\n", StringComparison.Ordinal))
                Beats++;
            _told.Clear();
        }
    }
}
