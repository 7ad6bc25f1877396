using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using System.Web;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>A relying party's back-channel address on a real port.</summary>
public sealed class LogoutInbox : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Channel<JsonElement> _received = Channel.CreateUnbounded<JsonElement>();

    public LogoutInbox()
    {
        Address = new Uri($"http://localhost:{IdpHost.FreePort()}/backchannel");
        _listener.Prefixes.Add(Address.GetLeftPart(UriPartial.Authority) + "/");
        _listener.Start();
        _ = ReceiveAsync();
    }

    public Uri Address { get; }

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Claims of the next logout token.</summary>
    public async Task<JsonElement> NextAsync() => await _received.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>How many came that nobody has read.</summary>
    public int Unread => _received.Reader.Count;

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var call = await _listener.GetContextAsync();
                using var reader = new StreamReader(call.Request.InputStream);
                var token = HttpUtility.ParseQueryString(await reader.ReadToEndAsync())["logout_token"]!;
                await _received.Writer.WriteAsync(JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement);
                call.Response.StatusCode = Status;
                call.Response.Close();
            }
        }
        catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
