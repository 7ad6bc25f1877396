using System.Net.Sockets;
using System.Text;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>Bytes on a socket, for requests that no client library would send.</summary>
public static class RawHttp
{
    /// <summary>Sends and reads what comes back until the server closes or the head and a little body are there.</summary>
    public static async Task<string> SendAsync(IdpHost host, string request)
    {
        var ct = TestContext.Current.CancellationToken;
        using var socket = new TcpClient();
        await socket.ConnectAsync("localhost", new Uri(host.Issuer).Port, ct);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request.ReplaceLineEndings("\r\n")), ct);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(ct);
    }

    /// <summary>The status code of an answer.</summary>
    public static int StatusOf(string answer) => int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
}
