using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using JsHrss.IdP.Hosting;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.Storage.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Management;

/// <summary>Health and metrics have a port of their own, and nothing in common with the public one.</summary>
public sealed class ManagementPortTests(SharedIdp idp)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [Trait("Case", "AD-17")]
    public async Task What_it_tells_stands_nowhere_on_the_public_port(string path)
    {
        using var http = new HttpClient();
        using var told = await http.GetAsync(idp.Host.Management + path, Ct);
        Assert.Equal(HttpStatusCode.OK, told.StatusCode);
        Assert.True(told.Headers.CacheControl!.NoStore);
        using var hidden = await http.GetAsync(idp.Host.Issuer + path, Ct);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/connect/jwks")]
    [InlineData("/sign-in")]
    [InlineData("/theme.css")]
    [InlineData("/")]
    [InlineData("/health")]
    [InlineData("/metrics/")]
    public async Task What_the_public_port_answers_is_unknown_to_it(string path)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(idp.Host.Management + path, Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST", "/connect/token")]
    [InlineData("POST", "/metrics")]
    [InlineData("DELETE", "/health/ready")]
    [InlineData("TRACE", "/health/live")]
    public async Task It_can_only_be_read(string method, string path)
    {
        using var http = new HttpClient();
        using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), idp.Host.Management + path), Ct);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
    }

    [Fact]
    [Trait("Case", "FT-17")]
    public async Task A_node_that_does_not_know_how_the_database_stands_says_so_and_is_not_ready()
    {
        var store = new Currency();
        await using var host = await IdpHost.StartAsync(services: services => services.AddSingleton<IStoreCurrency>(store));
        Assert.Equal((HttpStatusCode.OK, "ready", true), await ReadyAsync(host, "store"));
        store.IsCurrent = false;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready", false), await ReadyAsync(host, "store"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready", true), await ReadyAsync(host, "loaded"));
        using var http = new HttpClient();
        Assert.Equal("""{"status":"live"}""", await http.GetStringAsync(host.Management + "/health/live", Ct));
        Assert.Contains("\njshrss_ready 0\n", await http.GetStringAsync(host.Management + "/metrics", Ct), StringComparison.Ordinal);
        store.IsCurrent = true;
        Assert.Equal((HttpStatusCode.OK, "ready", true), await ReadyAsync(host, "store"));
    }

    [Fact]
    [Trait("Case", "FT-10")]
    public async Task A_node_told_to_end_is_not_ready_at_once_and_serves_until_the_delay_is_over()
    {
        await using var host = await IdpHost.StartAsync(settings: "Shutdown:Delay=00:00:05");
        using var http = new HttpClient();
        using (var before = await http.GetAsync(host.Issuer + "/connect/jwks", Ct))
            Assert.NotEqual(true, before.Headers.ConnectionClose);
        var management = host.Management;
        var end = host.EndAsync();
        while ((await ReadyAsync(host, "draining")).Part is false)
            await Task.Delay(10, Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ReadyAsync(host, "draining")).Status);
        using (var during = await http.GetAsync(host.Issuer + "/connect/jwks", Ct))
        {
            Assert.Equal(HttpStatusCode.OK, during.StatusCode);
            Assert.True(during.Headers.ConnectionClose);
        }

        await end;
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(host.Issuer + "/connect/jwks", Ct));
        // The watcher can see that it ended in order.
        Assert.Contains("\njshrss_draining 1\n", await http.GetStringAsync(management + "/metrics", Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5190")]
    [InlineData("http://[::]:5190")]
    [InlineData("http://203.0.113.7:5190")]
    [InlineData("http://[2001:db8::1]:5190")]
    [InlineData("http://172.32.0.1:5190")]
    [InlineData("http://[::ffff:203.0.113.7]:5190")]
    public void An_address_that_strangers_reach_is_refused_outside_Development(string address)
    {
        var options = new ManagementOptions { Address = address };
        Assert.Contains("Management:AllowPublicAddress", Assert.Throws<InvalidOperationException>(() => options.EndPoint(isDevelopment: false)).Message, StringComparison.Ordinal);
        Assert.Equal(5190, options.EndPoint(isDevelopment: true).Port);
        Assert.Equal(5190, (options with { AllowPublicAddress = true }).EndPoint(isDevelopment: false).Port);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5190")]
    [InlineData("http://[::1]:5190")]
    [InlineData("http://localhost:5190")]
    [InlineData("http://10.20.0.3:5190")]
    [InlineData("http://172.31.255.1:5190")]
    [InlineData("http://[fd12:3456::1]:5190")]
    public void An_address_inside_needs_no_leave(string address) =>
        Assert.Equal(5190, new ManagementOptions { Address = address }.EndPoint(isDevelopment: false).Port);

    [Theory]
    [InlineData("")]
    [InlineData("5190")]
    [InlineData("https://127.0.0.1:5190")]
    [InlineData("http://127.0.0.1:5190/metrics")]
    [InlineData("http://id.example.cn:5190")]
    public void What_is_no_address_to_listen_on_is_told_with_its_cure(string address) =>
        Assert.StartsWith("Management:Address", Assert.Throws<InvalidOperationException>(() => new ManagementOptions { Address = address }.EndPoint(isDevelopment: true)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_taken_address_refuses_the_start_with_the_cure()
    {
        using var site = await new ProductionSite().MigratedAsync();
        site["Management:Address"] = idp.Host.Management;
        Assert.Contains($"Management:Address {idp.Host.Management} cannot be listened on", await site.RefusalAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Shutdown:Delay", "-00:00:01")]
    [InlineData("Shutdown:Delay", "00:02:00")]
    [InlineData("Shutdown:Finish", "00:00:00")]
    [InlineData("Management:Address", "http://0.0.0.0:5190")]
    public async Task A_wrong_setting_refuses_the_start(string setting, string value)
    {
        using var site = new ProductionSite();
        site[setting] = value;
        Assert.Contains(setting, await site.RefusalAsync(), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string? Said, bool Part)> ReadyAsync(IdpHost host, string part)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(host.Management + "/health/ready", Ct);
        Assert.Equal(new MediaTypeHeaderValue("application/json"), answer.Content.Headers.ContentType);
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement;
        return (answer.StatusCode, json.GetProperty("status").GetString(), json.GetProperty("parts").GetProperty(part).GetBoolean());
    }

    private sealed class Currency : IStoreCurrency
    {
        public bool IsCurrent { get; set; } = true;
    }
}
