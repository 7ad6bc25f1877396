using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace JsHrss.IdP.Tests.Management;

/// <summary>Spans of requests go to a collector, and cost a request nothing when they cannot.</summary>
public sealed partial class TracingTests(SharedIdp idp)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_span_continues_the_callers_trace_and_says_nothing_but_method_route_and_status()
    {
        using var collector = new SpanCollector();
        await using var host = await IdpHost.StartAsync(settings: [$"Tracing:Endpoint={collector.Address}", "Tracing:Ratio=1"]);
        using var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Issuer + "/connect/jwks?state=secret-state");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        request.Headers.Add("baggage", "name=secret-baggage");
        using (await http.SendAsync(request, Ct))
        {
        }

        var sent = await collector.UntilAsync("/connect/jwks");
        Assert.DoesNotContain("secret-", sent, StringComparison.Ordinal);
        var span = collector.Spans.Single(one => one.GetProperty("name").GetString() == "GET /connect/jwks");
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", span.GetProperty("traceId").GetString());
        Assert.Equal("b7ad6b7169203331", span.GetProperty("parentSpanId").GetString());
        Assert.Matches(SpanId(), span.GetProperty("spanId").GetString());
        Assert.Equal(2, span.GetProperty("kind").GetInt32());
        var (start, end) = (Nanoseconds(span, "startTimeUnixNano"), Nanoseconds(span, "endTimeUnixNano"));
        Assert.True(start < end);
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds(start / 1_000_000), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        Assert.Equal(
            ["http.request.method=GET", "http.route=/connect/jwks", "http.response.status_code=200"],
            span.GetProperty("attributes").EnumerateArray().Select(one => $"{one.GetProperty("key")}={one.GetProperty("value").EnumerateObject().Single().Value}"));
        var resource = collector.Requests.First().GetProperty("resourceSpans")[0].GetProperty("resource").GetProperty("attributes").EnumerateArray().ToDictionary(one => one.GetProperty("key").GetString()!, one => one.GetProperty("value").GetProperty("stringValue").GetString());
        Assert.Equal("jshrss-idp", resource["service.name"]);
        Assert.Equal(Environment.MachineName, resource["host.name"]);
    }

    [Fact]
    public async Task A_collector_that_is_away_costs_spans_and_no_request()
    {
        await using var host = await IdpHost.StartAsync(settings: [$"Tracing:Endpoint=http://127.0.0.1:{IdpHost.FreePort()}", "Tracing:Ratio=1"]);
        using var http = new HttpClient();
        await http.GetStringAsync(host.Issuer + "/connect/jwks", Ct);
        string metrics;
        do
        {
            await Task.Delay(20, Ct);
            metrics = await http.GetStringAsync(host.Management + "/metrics", Ct);
        }
        while (!metrics.Contains("jshrss_traces_dropped_total{reason=\"not_sent\"} 1\n", StringComparison.Ordinal));
        await http.GetStringAsync(host.Issuer + "/connect/jwks", Ct);
        Assert.Single(host.Log.All, line => line.Contains("Spans cannot be sent", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_an_endpoint_nothing_listens() => Assert.Empty(idp.Host.Services.GetServices<IHostedService>().OfType<SpanSender>());

    [Theory]
    [InlineData("collector:4318", 0.1)]
    [InlineData("ftp://127.0.0.1", 0.1)]
    [InlineData("http://127.0.0.1:4318", 1.1)]
    [InlineData("http://127.0.0.1:4318", -0.1)]
    [InlineData("http://127.0.0.1:4318", double.NaN)]
    public void Wrong_settings_are_told_with_their_cure(string endpoint, double ratio) =>
        Assert.StartsWith("Tracing:", Assert.Throws<InvalidOperationException>(() => new TracingOptions { Endpoint = endpoint, Ratio = ratio }.Validate()).Message, StringComparison.Ordinal);

    private static long Nanoseconds(JsonElement span, string member) => long.Parse(span.GetProperty(member).GetString()!, CultureInfo.InvariantCulture);

    [GeneratedRegex("^[0-9a-f]{16}$", RegexOptions.None, 1000)]
    private static partial Regex SpanId();
}
