using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Management;

/// <summary>An OTLP collector on loopback: takes trace requests over HTTP, reads them, and keeps their spans.</summary>
internal sealed class SpanCollector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<JsonElement> _requests = [];

    public SpanCollector()
    {
        Address = $"http://127.0.0.1:{IdpHost.FreePort()}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = TakeAsync();
    }

    public string Address { get; }

    public IReadOnlyCollection<JsonElement> Requests => _requests;

    public IEnumerable<JsonElement> Spans => _requests
        .SelectMany(request => request.GetProperty("resourceSpans").EnumerateArray())
        .SelectMany(resource => resource.GetProperty("scopeSpans").EnumerateArray())
        .SelectMany(scope => scope.GetProperty("spans").EnumerateArray());

    /// <summary>Waits for a span whose name holds this.</summary>
    /// <returns>Everything that was sent until then.</returns>
    public async Task<string> UntilAsync(string name)
    {
        while (!Spans.Any(span => span.GetProperty("name").GetString()!.Contains(name, StringComparison.Ordinal)))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        return string.Join('\n', _requests);
    }

    public void Dispose() => _listener.Close();

    private async Task TakeAsync()
    {
        try
        {
            while (_listener.IsListening)
            {
                var call = await _listener.GetContextAsync();
                using var reader = new StreamReader(call.Request.InputStream, Encoding.UTF8);
                var body = await reader.ReadToEndAsync();
                var isTraces = call.Request is { HttpMethod: "POST", RawUrl: "/v1/traces", ContentType: "application/json" };
                if (isTraces)
                    _requests.Enqueue(JsonDocument.Parse(body).RootElement);
                call.Response.StatusCode = isTraces ? 200 : 404;
                call.Response.ContentType = "application/json";
                call.Response.OutputStream.Write("{}"u8);
                call.Response.Close();
            }
        }
        catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
