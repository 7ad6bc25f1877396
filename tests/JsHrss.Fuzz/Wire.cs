using System.Net.Sockets;
using System.Text;

namespace JsHrss.Fuzz;

/// <summary>One connection that sends bytes as they are; opened again whenever the server has closed it.</summary>
internal sealed class Wire(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly byte[] _buffer = new byte[256 * 1024];
    private TcpClient? _tcp;

    /// <summary>The status and the whole answer as text; status 0: the connection ended without an answer.</summary>
    /// <exception cref="TimeoutException">No answer in ten seconds.</exception>
    public async Task<(int Status, string Answer)> SendAsync(byte[] request, bool isHead, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            var isFresh = _tcp is null;
            try
            {
                var answer = await OnceAsync(request, isHead, ct);
                // A kept connection may have been closed just before: only a fresh one that ends without a word says something.
                if (answer.Status != 0 || isFresh || attempt > 0)
                    return answer;
            }
            catch (Exception broken) when (broken is IOException or SocketException)
            {
                Close();
                if (isFresh || attempt > 0)
                    return (0, "");
            }
        }
    }

    public void Dispose() => Close();

    private async Task<(int Status, string Answer)> OnceAsync(byte[] request, bool isHead, CancellationToken ct)
    {
        _tcp ??= await ConnectAsync(ct);
        var stream = _tcp.GetStream();
        await stream.WriteAsync(request, ct);
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(length), ct).AsTask().WaitAsync(Patience, ct);
            length += read;
            var text = Encoding.Latin1.GetString(_buffer, 0, length);
            if (read == 0)
            {
                Close();
                return (Status(text), text);
            }

            if (IsWhole(text, isHead))
            {
                if (text.Contains("\r\nConnection: close\r\n", StringComparison.OrdinalIgnoreCase))
                    Close();
                return (Status(text), text);
            }
        }
    }

    private async Task<TcpClient> ConnectAsync(CancellationToken ct)
    {
        var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync("localhost", address.Port, ct);
        return tcp;
    }

    private void Close()
    {
        _tcp?.Dispose();
        _tcp = null;
    }

    private static int Status(string text) => text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && text.Length > 12 ? int.Parse(text.AsSpan(9, 3)) : 0;

    private static bool IsWhole(string text, bool isHead)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        if (isHead || Status(text) is 204 or 304)
            return true;
        var head = text[..(end + 2)];
        if (Value(head, "\r\nContent-Length: ") is { } length)
            return text.Length >= end + 4 + int.Parse(length);
        return head.Contains("\r\nTransfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase) && text.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
    }

    private static string? Value(string head, string name)
    {
        var at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : head[(at + name.Length)..head.IndexOf("\r\n", at + name.Length, StringComparison.Ordinal)];
    }
}
