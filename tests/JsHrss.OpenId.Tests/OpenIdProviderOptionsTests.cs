using System.Net;
using JsHrss.OpenId.Tests.Hosting;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Tests;

public sealed class OpenIdProviderOptionsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("id.example")]
    [InlineData("https://id.example/")]
    [InlineData("https://id.example/path")]
    [InlineData("https://ID.example")]
    [InlineData("http://id.example")]
    [Trait("Spec", "OIDC Discovery §3")]
    public async Task A_wrong_issuer_stops_the_start_and_is_named(string issuer)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => ProviderHost.StartAsync(options: options => options.Issuer = issuer));
        Assert.Contains($"Issuer '{issuer}'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lifetimes_that_make_no_sense_stop_the_start()
    {
        await Assert.ThrowsAsync<OptionsValidationException>(() => ProviderHost.StartAsync(options: options => options.CodeLifetime = TimeSpan.Zero));
        await Assert.ThrowsAsync<OptionsValidationException>(() => ProviderHost.StartAsync(options: options => options.CodeLifetime = TimeSpan.FromMinutes(11)));
        await Assert.ThrowsAsync<OptionsValidationException>(() => ProviderHost.StartAsync(options: options => options.OfflineRefreshIdle = TimeSpan.FromDays(181)));
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("8.0.0.0/6")]
    [InlineData("::/0")]
    [InlineData("0.0.0.0/8")]
    [InlineData("127.0.0.0/8")]
    [InlineData("127.0.0.1/32")]
    [InlineData("::1/128")]
    [InlineData("169.254.0.0/16")]
    [InlineData("169.254.169.254/32")]
    [InlineData("100.64.0.0/10")]
    [InlineData("fe80::/10")]
    [InlineData("fc00::/7")]
    [InlineData("fd00:ec2::/32")]
    [InlineData("224.0.0.0/8")]
    [InlineData("::ffff:10.0.0.0/104")]
    [InlineData("64:ff9b::/96")]
    [Trait("Case", "JW-14")]
    public async Task A_network_that_nobody_may_open_stops_the_start_and_is_named(string network)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => ProviderHost.StartAsync(options: options => (options.AllowLoopbackCalls, options.AllowedNetworks) = (false, [IPNetwork.Parse(network)])));
        Assert.Contains($"AllowedNetworks holds {IPNetwork.Parse(network)}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "JW-14")]
    public async Task Private_networks_may_be_opened_and_loopback_in_Development()
    {
        await using var host = await ProviderHost.StartAsync(options: options => (options.AllowLoopbackCalls, options.AllowedNetworks) = (false, [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("fd12:3456::/32")]));
        await using var development = await ProviderHost.StartAsync(options: options => (options.AllowLoopbackCalls, options.AllowedNetworks) = (true, [IPNetwork.Parse("127.0.0.0/8")]));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(601)]
    [Trait("Spec", "RFC 9126 §2.2")]
    public Task A_pushed_request_lives_five_seconds_to_ten_minutes(int seconds) =>
        Assert.ThrowsAsync<OptionsValidationException>(() => ProviderHost.StartAsync(options: options => options.PushedRequestLifetime = TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256 HS256")]
    [InlineData("RS256 none")]
    [Trait("Spec", "OIDC Discovery §3")]
    public Task RS256_is_among_the_ID_token_algorithms_and_only_known_ones_are(string algorithms) =>
        Assert.ThrowsAsync<OptionsValidationException>(() => ProviderHost.StartAsync(options: options => options.IdTokenAlgorithms = [.. algorithms.Split(' ')]));

    [Fact]
    public async Task A_loopback_issuer_may_be_http()
    {
        await using var host = await ProviderHost.StartAsync(options: options => options.Issuer = "http://localhost:5100");
        Assert.NotNull(host);
    }
}
