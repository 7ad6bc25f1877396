using System.Net;
using JsHrss.IdP.Hosting;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Limits;

/// <summary>Whose word about the client's address counts, as audit facts and counters show it.</summary>
public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("fe80::1%7", "fe80::1", "fe80::/64")]
    [Trait("Case", "EN-15")]
    public void An_IPv6_address_counts_by_its_64_and_every_address_has_one_spelling(string address, string text, string network)
    {
        var read = ClientAddress.Of(IPAddress.Parse(address));
        Assert.Equal((text, network), (read.Text, read.Network));
    }

    [Fact]
    public void Without_an_address_all_are_one() => Assert.Equal((null, ""), (ClientAddress.Of((IPAddress?)null).Text, ClientAddress.Of((IPAddress?)null).Network));

    [Theory]
    [InlineData("10.0.0.300")]
    [InlineData("proxy.example.cn")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("")]
    public void A_wrong_proxy_is_told_at_start(string address) =>
        Assert.Contains("Proxies:Addresses", Assert.Throws<InvalidOperationException>(() => new ProxyOptions { Addresses = [address] }.Validate()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData("10.1.0.0/16")]
    [InlineData("2001:db8::/32")]
    public void An_address_or_a_network_is_a_proxy(string address) => new ProxyOptions { Addresses = [address] }.Validate();

    [Fact]
    [Trait("Case", "EN-14")]
    public async Task Without_proxies_nobody_is_believed_and_a_thousand_names_count_as_one_address()
    {
        await using var host = await IdpHost.StartAsync(settings: "Limits:SignIn:NetworkChallengeFrom=4");
        for (var i = 0; i < 6; i++)
            await SignInAsync(host, $"1399999990{i}", ("X-Forwarded-For", $"198.51.100.{i}"), ("X-Real-IP", $"198.51.100.{i}"), ("Forwarded", $"for=198.51.100.{i}"));
        Assert.Equal(3, await host.Database.CountAsync("select count(*) from counter where kind = 'attempt.account' and n > 0"));
        Assert.Equal(0, await host.Database.CountAsync("select count(*) from audit_fact where address like '198.%'"));
    }

    [Fact]
    [Trait("Case", "EN-14")]
    [Trait("Case", "EN-15")]
    public async Task A_configured_proxy_is_believed_for_the_last_address_alone()
    {
        await using var host = await IdpHost.StartAsync(settings: ["Limits:SignIn:NetworkChallengeFrom=4", "Proxies:Addresses:0=127.0.0.1", "Proxies:Addresses:1=::1"]);
        for (var i = 0; i < 6; i++)
            await SignInAsync(host, $"1399999990{i}", ("X-Forwarded-For", $"192.0.2.{i}, 198.51.100.9"));
        Assert.Equal(3, await host.Database.CountAsync("select count(*) from audit_fact where code = 'sign_in' and address = '198.51.100.9'"));
        for (var i = 0; i < 6; i++)
            await SignInAsync(host, $"1399999991{i}", ("X-Forwarded-For", $"2001:db8:1:2:{i}::1"));
        Assert.Equal(3, await host.Database.CountAsync("select count(*) from audit_fact where code = 'sign_in' and address like '2001:db8:1:2:%'"));
        await SignInAsync(host, "13999999920", ("X-Forwarded-For", "2001:db8:1:3::1"));
        Assert.Equal(1, await host.Database.CountAsync("select count(*) from audit_fact where address = '2001:db8:1:3::1'"));
    }

    [Fact]
    [Trait("Case", "HT-03")]
    public async Task Garbage_from_a_proxy_is_read_or_ignored_and_no_limit_is_skipped()
    {
        await using var host = await IdpHost.StartAsync(settings: ["Limits:SignIn:NetworkChallengeFrom=9", "Proxies:Addresses:0=127.0.0.1", "Proxies:Addresses:1=::1"]);
        string[] garbage = ["a", new string('9', 4096), string.Join(", ", Enumerable.Range(0, 200).Select(_ => "x")), "fe80::1%eth0", "unknown", "\"[::1", "-1.2.3.4", ",,,"];
        for (var i = 0; i < garbage.Length; i++)
            Assert.Equal(HttpStatusCode.OK, await SignInAsync(host, $"1399999990{i}", ("X-Forwarded-For", garbage[i])));
        Assert.Equal(8, await host.Database.CountAsync("select count(*) from audit_fact where code = 'sign_in'"));
        Assert.Equal(0, await host.Database.CountAsync("select count(*) from audit_fact where address like '%\\%%' escape '\\'"));
        Assert.True(await host.Database.CountAsync("select max(n) from counter where kind = 'attempt.network'") >= 7);
    }

    [Fact]
    [Trait("Case", "HT-02")]
    public async Task A_proxy_cannot_move_the_issuer()
    {
        await using var host = await IdpHost.StartAsync(settings: ["Proxies:Addresses:0=127.0.0.1", "Proxies:Addresses:1=::1"]);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Issuer + "/.well-known/openid-configuration");
        foreach (var (name, value) in new[] { ("X-Forwarded-For", "198.51.100.9"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Prefix", "/evil"), ("X-Original-Host", "evil.example") })
            request.Headers.Add(name, value);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"\"issuer\":\"{host.Issuer}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> SignInAsync(IdpHost host, string account, params (string Name, string Value)[] headers)
    {
        using var browser = new HttpBrowser();
        var page = await browser.GoAsync($"{host.Issuer}/sign-in");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{host.Issuer}/sign-in?tab=person")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["Account"] = account,
                ["Password"] = "Wrong-2026!",
                ["__RequestVerificationToken"] = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
            }),
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await browser.SendAsync(request);
        return answer.StatusCode;
    }
}
