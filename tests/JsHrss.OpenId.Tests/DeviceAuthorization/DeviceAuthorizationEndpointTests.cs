using System.Net;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.DeviceAuthorization;

/// <summary>What the device authorization endpoint takes and refuses.</summary>
public sealed class DeviceAuthorizationEndpointTests
{
    private static readonly Client Secret = SampleClients.Hall with { GrantTypes = [Device.GrantType] };

    [Fact]
    [Trait("Spec", "RFC 8628 §3.2/answer")]
    [Trait("Spec", "RFC 8628 §3.2/interval")]
    [Trait("Spec", "RFC 8628 §3.2/complete")]
    [Trait("Spec", "RFC 8628 §5.2/device-codes")]
    [Trait("Case", "CD-18")]
    public async Task A_device_gets_both_codes_and_where_to_send_its_person()
    {
        await using var host = await ProviderHost.StartAsync();

        var device = await Device.AskAsync(host);

        Assert.Equal(["device_code", "user_code", "verification_uri", "verification_uri_complete", "expires_in", "interval"], device.Asked.Body.EnumerateObject().Select(member => member.Name));
        Assert.Matches("^dev_[A-Za-z0-9_-]{64}$", device.Code);
        Assert.Matches("^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$", device.UserCode);
        Assert.Equal("https://id.example/device", device.Asked["verification_uri"]);
        Assert.Equal("https://id.example/device?user_code=" + device.UserCode, device.Asked["verification_uri_complete"]);
        Assert.Equal(("600", "5"), (device.Asked["expires_in"], device.Asked["interval"]));
        Assert.Equal(("application/json", "no-store"), (device.Asked.Header("Content-Type"), device.Asked.Header("Cache-Control")));
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.2")]
    public async Task Lifetime_interval_and_page_are_configuration()
    {
        await using var host = await ProviderHost.StartAsync(options: options =>
            (options.DeviceCodeLifetime, options.DevicePollInterval, options.DeviceVerificationPath) = (TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(7), "/d"));
        var device = await Device.AskAsync(host);
        Assert.Equal(("120", "7", "https://id.example/d"), (device.Asked["expires_in"], device.Asked["interval"], device.Asked["verification_uri"]));
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.1/tls")]
    [Trait("Spec", "RFC 8628 §4/announced")]
    public async Task It_is_announced()
    {
        await using var host = await ProviderHost.StartAsync();
        var metadata = await host.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration"));
        Assert.Equal("https://id.example/connect/device", metadata["device_authorization_endpoint"]);
        Assert.Contains(Device.GrantType, metadata.Body.GetProperty("grant_types_supported").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.1/authenticate")]
    [Trait("Spec", "RFC 8628 §3.4/authenticate")]
    public async Task A_confidential_client_gets_nothing_without_its_secret()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(Secret);
        using var unproven = new HttpRequestMessage(HttpMethod.Post, Device.Path) { Content = new FormUrlEncodedContent([new("client_id", "hall"), new("scope", "openid")]) };
        Assert.Equal("invalid_client", (await host.SendAsync(unproven)).Error);

        var device = await Device.AskAsync(host, Secret);

        using var poll = new HttpRequestMessage(HttpMethod.Post, Calls.TokenPath) { Content = new FormUrlEncodedContent([new("client_id", "hall"), new("grant_type", Device.GrantType), new("device_code", device.Code)]) };
        Assert.Equal("invalid_client", (await host.SendAsync(poll)).Error);
        Assert.Equal("authorization_pending", (await device.PollAsync()).Error);
    }

    [Theory]
    [InlineData("scope", "openid address", "invalid_scope")]
    [InlineData("scope", "demo.read", "invalid_scope")]
    [InlineData("resource", "https://api.example/items", "invalid_target")]
    [InlineData("prompt", "none", "invalid_request")]
    [InlineData("prompt", "dance", "invalid_request")]
    [InlineData("max_age", "-1", "invalid_request")]
    [InlineData("claims", "[]", "invalid_request")]
    [InlineData("request", "e30.e30.", "request_not_supported")]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:par_x", "request_uri_not_supported")]
    [InlineData("registration", "{}", "registration_not_supported")]
    [Trait("Spec", "RFC 8628 §3.1")]
    [Trait("Case", "CD-15")]
    public async Task What_an_authorization_request_may_not_ask_a_device_may_not_either(string name, string value, string error)
    {
        await using var host = await ProviderHost.StartAsync();
        var answer = await host.PostAsync(Device.Path, SampleClients.Kiosk, name == "scope" ? [(name, value)] : [("scope", "openid"), (name, value)]);
        Assert.Equal((HttpStatusCode.BadRequest, error), (answer.Status, answer.Error));
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.1")]
    [Trait("Case", "CD-15")]
    public async Task A_client_without_the_grant_gets_no_codes_and_redeems_none()
    {
        await using var host = await ProviderHost.StartAsync();
        var device = await Device.AskAsync(host);
        Assert.Equal("unauthorized_client", (await host.PostAsync(Device.Path, SampleClients.Spa, ("scope", "openid"))).Error);
        Assert.Equal("unauthorized_client", (await device.PollAsync(SampleClients.Spa)).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.1/omitted")]
    [Trait("Spec", "RFC 8628 §3.1/ignored")]
    public async Task Empty_and_unknown_parameters_change_nothing()
    {
        await using var host = await ProviderHost.StartAsync();
        await Device.AskAsync(host, null, ("scope", "openid"), ("resource", ""), ("request", ""), ("redirect_uri", "https://evil.example/"), ("something", "else"));
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.1/once")]
    public async Task A_parameter_sent_twice_is_refused()
    {
        await using var host = await ProviderHost.StartAsync();
        var answer = await host.PostAsync(Device.Path, SampleClients.Kiosk, ("scope", "openid"), ("scope", "profile"));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Error));
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.1")]
    [Trait("Case", "CD-13")]
    [Trait("Case", "HT-10")]
    public async Task Only_a_form_is_taken_and_no_browser_script_is_answered()
    {
        await using var host = await ProviderHost.StartAsync();
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.SendAsync(new HttpRequestMessage(HttpMethod.Get, Device.Path + "?client_id=kiosk&scope=openid"))).Status);
        using var json = new HttpRequestMessage(HttpMethod.Post, Device.Path) { Content = new StringContent("""{"client_id":"kiosk"}""", null, "application/json") };
        Assert.Equal("invalid_request", (await host.SendAsync(json)).Error);
        using var script = new HttpRequestMessage(HttpMethod.Post, Device.Path) { Content = new FormUrlEncodedContent([new("client_id", "kiosk"), new("scope", "openid")]), Headers = { { "Origin", "https://hall.example" } } };
        Assert.Null((await host.SendAsync(script)).Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    [Trait("Case", "HT-05")]
    public async Task An_oversized_request_is_not_remembered()
    {
        await using var host = await ProviderHost.StartAsync();
        var answer = await host.PostAsync(Device.Path, SampleClients.Kiosk, [("scope", "openid"), .. Enumerable.Range(0, 40).Select(i => ($"p{i}", new string('x', 500)))]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
    }

    [Fact]
    [Trait("Case", "FT-03")]
    public async Task A_store_that_is_away_is_told_with_503()
    {
        var ledger = new SwitchableLedger { AppliesFail = true };
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(ledger));
        ledger.Inner = host.Ledger;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.PostAsync(Device.Path, SampleClients.Kiosk, ("scope", "openid"))).Status);
    }
}
