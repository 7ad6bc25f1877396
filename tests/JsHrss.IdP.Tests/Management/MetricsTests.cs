using System.Diagnostics.Metrics;
using System.Text;
using System.Text.RegularExpressions;
using JsHrss.IdP.Metrics;
using JsHrss.IdP.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace JsHrss.IdP.Tests.Management;

/// <summary>What was measured is told in the format that Prometheus reads, from a fixed list, without growing by anybody's will.</summary>
public sealed partial class MetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Meter _engine;
    private readonly Meter _accounts;
    private readonly MetricsPage _page;

    public MetricsTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        (_engine, _accounts) = (meters.Create("JsHrss.OpenId"), meters.Create("JsHrss.Accounts"));
        _page = new MetricsPage(meters, NullLogger<MetricsPage>.Instance);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _page.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Label_values_are_escaped_and_tags_outside_the_list_are_dropped()
    {
        var issued = _engine.CreateCounter<long>("jshrss.tokens.issued");
        issued.Add(2, new("grant_type", "a\"b\\c\nd"), new("client", "hall"));
        issued.Add(1, new("client", "other"), new("grant_type", "a\"b\\c\nd"));
        issued.Add(4);
        var metrics = Read();
        Assert.Equal(3, metrics["""jshrss_tokens_issued_total{grant_type="a\"b\\c\nd"}"""]);
        Assert.Equal(4, metrics["jshrss_tokens_issued_total"]);
    }

    [Fact]
    public void An_instrument_outside_the_list_and_one_of_another_host_are_not_told()
    {
        _engine.CreateCounter<long>("jshrss.something.else").Add(1);
        using var other = new ServiceCollection().AddMetrics().BuildServiceProvider();
        other.GetRequiredService<IMeterFactory>().Create("JsHrss.OpenId").CreateCounter<long>("jshrss.tokens.issued").Add(7);
        Assert.DoesNotContain(Read().Samples, name => name.StartsWith("jshrss_tokens", StringComparison.Ordinal) || name.Contains("something", StringComparison.Ordinal));
    }

    [Fact]
    public void A_histogram_counts_what_does_not_exceed_a_bound()
    {
        var wait = _accounts.CreateHistogram<double>("jshrss.passwords.wait", "s");
        foreach (var value in new[] { 0, 0.001, 0.0010001, 10, 10.5, 100 })
            wait.Record(value);
        var metrics = Read();
        Assert.Equal(1, metrics["""jshrss_passwords_wait_seconds_bucket{le="0.0005"}"""]);
        Assert.Equal(2, metrics["""jshrss_passwords_wait_seconds_bucket{le="0.001"}"""]);
        Assert.Equal(3, metrics["""jshrss_passwords_wait_seconds_bucket{le="0.0025"}"""]);
        Assert.Equal(4, metrics["""jshrss_passwords_wait_seconds_bucket{le="10"}"""]);
        Assert.Equal(6, metrics["""jshrss_passwords_wait_seconds_bucket{le="+Inf"}"""]);
        Assert.Equal(6, metrics["jshrss_passwords_wait_seconds_count"]);
        Assert.Equal(120.5020001, metrics["jshrss_passwords_wait_seconds_sum"], 7);
    }

    [Fact]
    public void What_is_asked_for_is_told_as_it_stands_and_a_failing_one_stops_no_other()
    {
        var waiting = 3;
        _accounts.CreateObservableUpDownCounter("jshrss.passwords.waiting", () => waiting);
        _engine.CreateObservableCounter<long>("jshrss.tokens.issued", long () => throw new InvalidOperationException("broken"));
        Assert.Equal(3, Read()["jshrss_passwords_waiting"]);
        waiting = 1;
        Assert.Equal(1, Read()["jshrss_passwords_waiting"]);
    }

    [Fact]
    public void No_more_series_than_the_cap_come_into_being()
    {
        var issued = _engine.CreateCounter<long>("jshrss.tokens.issued");
        for (var n = 0; n < MetricFamily.MostSeries + 44; n++)
            issued.Add(1, new KeyValuePair<string, object?>("grant_type", "g" + n));
        issued.Add(1, new KeyValuePair<string, object?>("grant_type", "g0"));
        var metrics = Read();
        Assert.Equal(MetricFamily.MostSeries, metrics.Samples.Count(name => name.StartsWith("jshrss_tokens_issued_total", StringComparison.Ordinal)));
        Assert.Equal(2, metrics["""jshrss_tokens_issued_total{grant_type="g0"}"""]);
        Assert.Equal(44, metrics["jshrss_metrics_refused_total"]);
    }

    [Fact]
    public async Task Nothing_is_lost_when_many_threads_measure()
    {
        var issued = _engine.CreateCounter<long>("jshrss.tokens.issued");
        var wait = _accounts.CreateHistogram<double>("jshrss.passwords.wait", "s");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () =>
            {
                for (var n = 0; n < 20_000; n++)
                {
                    issued.Add(1, new KeyValuePair<string, object?>("grant_type", "g" + (n % 8)));
                    wait.Record(0.5);
                }
            },
            Ct)));
        var metrics = Read();
        Assert.Equal(80_000, metrics.Samples.Where(name => name.StartsWith("jshrss_tokens", StringComparison.Ordinal)).Sum(name => metrics[name]));
        Assert.Equal(80_000, metrics["jshrss_passwords_wait_seconds_count"]);
        Assert.Equal(40_000, metrics["jshrss_passwords_wait_seconds_sum"]);
    }

    [Fact]
    [Trait("Case", "FT-15")]
    public async Task A_running_server_tells_what_it_did()
    {
        await using var host = await IdpHost.StartAsync();
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(host, "openid offline_access");
        var page = await browser.GoAsync(hall.AuthorizeUrl());
        page = await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", "Wrong-2026!"));
        var tokens = await hall.RedeemAsync(await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword)));
        await hall.GetAsync("/connect/userinfo", tokens["access_token"]!);
        await hall.RefreshAsync("rt_nothing");
        using var http = new HttpClient();
        await http.PostAsync(host.Issuer + "/CONNECT/Token", null, Ct);
        await http.GetAsync(host.Issuer + "/nowhere/" + Demo.SunIdNumber, Ct);

        using var answer = await http.GetAsync(host.Management + "/metrics", Ct);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var text = await answer.Content.ReadAsStringAsync(Ct);
        var metrics = ExposedMetrics.Read(text);
        Assert.Equal(1, metrics["""jshrss_sign_ins_total{way="person_password",outcome="wrong"}"""]);
        Assert.Equal(1, metrics["""jshrss_sign_ins_total{way="person_password",outcome="proven"}"""]);
        Assert.Equal(1, metrics["""jshrss_tokens_issued_total{grant_type="authorization_code"}"""]);
        Assert.Equal(1, metrics["""jshrss_protocol_refused_total{endpoint="/connect/token",code="invalid_grant"}"""]);
        Assert.Equal(1, metrics["""jshrss_access_tokens_looked_up_total{result="known"}"""]);
        Assert.Equal(1, metrics["jshrss_ready"]);
        Assert.Equal(0, metrics["""jshrss_outbox_waiting{kind="sms"}"""]);
        Assert.Equal(2, metrics["jshrss_passwords_wait_seconds_count"]);
        Assert.Equal(1, metrics["""http_server_request_duration_seconds_count{http_request_method="GET",http_route="/connect/userinfo",http_response_status_code="200"}"""]);
        Assert.InRange(metrics["""jshrss_signing_key_expiry_seconds{alg="ES256"}"""], 89 * 86_400, 90 * 86_400);
        Assert.InRange(metrics["jshrss_ring_key_expiry_seconds"], 89 * 86_400, 90 * 86_400);
        Assert.True(metrics["dotnet_process_memory_working_set_bytes"] > 10_000_000);
        Assert.True(metrics["dotnet_process_cpu_time_seconds_total{cpu_mode=\"user\"}"] > 0);
        Assert.True(metrics["kestrel_active_connections"] >= 0);
        Assert.DoesNotContain("CONNECT/Token", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Demo.SunIdNumber, text, StringComparison.Ordinal);

        host.Clock.Add(TimeSpan.FromDays(85));
        metrics = ExposedMetrics.Read(await http.GetStringAsync(host.Management + "/metrics", Ct));
        Assert.InRange(metrics["""jshrss_signing_key_expiry_seconds{alg="ES256"}"""], 4 * 86_400, 5 * 86_400);
        Assert.InRange(metrics["jshrss_ring_key_expiry_seconds"], 4 * 86_400, 5 * 86_400);
    }

    [Fact]
    public void The_handbook_lists_every_metric_with_its_labels_and_no_other()
    {
        var handbook = File.ReadAllText(Path.Combine(IdpHost.Repository, "docs", "operations.md"));
        var listed = Row().Matches(handbook).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}").Order(StringComparer.Ordinal);
        var told = MetricCatalog.All.Select(shape => $"{shape.Name} {string.Join(", ", shape.Tags.Select(tag => $"`{tag.Replace('.', '_')}`"))}").Append("jshrss_metrics_refused_total ").Order(StringComparer.Ordinal);
        Assert.Equal(told, listed);
    }

    private ExposedMetrics Read() => ExposedMetrics.Read(Encoding.UTF8.GetString(_page.Write().Span));

    [GeneratedRegex(@"^\| `((?:jshrss|dotnet|http|kestrel)_\w+)` \| ?([^|]*?) ?\|", RegexOptions.Multiline, 1000)]
    private static partial Regex Row();
}
