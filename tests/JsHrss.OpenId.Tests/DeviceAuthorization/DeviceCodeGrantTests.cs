using System.Net;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.DeviceAuthorization;

/// <summary>A device code from its first poll to its end.</summary>
public sealed class DeviceCodeGrantTests
{
    /// <summary>Another client that may use devices.</summary>
    private static readonly Client Other = SampleClients.Kiosk with { Id = new ClientId("kiosk-2") };

    [Fact]
    [Trait("Spec", "RFC 8628 §3.5/pending")]
    [Trait("Spec", "RFC 8628 §3.3/informed")]
    public async Task A_person_approves_and_the_next_poll_is_answered_with_tokens_of_the_grant()
    {
        await using var host = await ProviderHost.StartAsync();
        var session = host.SignIn();
        var device = await Device.AskAsync(host, null, ("scope", "openid profile"), ("nonce", "n-9"));
        Assert.Equal("authorization_pending", (await device.PollAsync()).Error);

        Assert.Equal("/device/approved", (await device.ApproveAsync()).Headers.NonValidated["Location"].Single());
        var tokens = await device.NextPollAsync();

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        var claims = tokens.Claims("id_token");
        Assert.Equal(("kiosk", "n-9"), (claims.GetProperty("aud").GetString(), claims.GetProperty("nonce").GetString()));
        Assert.Equal(session.Proofs[0].At.ToUnixTimeSeconds(), claims.GetProperty("auth_time").GetInt64());
        Assert.Null(tokens.RefreshToken);
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Contains(host.Ledger.Joined, part => part.Client.Value == "kiosk" && part.Session == session.Id);
        Assert.Equal(1, host.Ledger.Facts.Count(fact => fact.Code == "grant.opened"));
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.5")]
    public async Task A_client_with_the_refresh_grant_gets_a_refresh_token()
    {
        var client = SampleClients.Kiosk with { GrantTypes = [Device.GrantType, "refresh_token"] };
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(client);
        host.SignIn();
        var device = await Device.AskAsync(host, client);
        await device.ApproveAsync();

        var tokens = await device.NextPollAsync();

        Assert.Equal(HttpStatusCode.OK, (await host.RefreshAsync(client, tokens.RefreshToken)).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.5/slow-down")]
    [Trait("Case", "QR-08")]
    public async Task Each_poll_that_comes_too_soon_adds_five_seconds_for_good()
    {
        await using var host = await ProviderHost.StartAsync();
        var device = await Device.AskAsync(host);
        Assert.Equal("authorization_pending", (await device.PollAsync()).Error);

        host.Clock.Advance(TimeSpan.FromSeconds(3.9));
        Assert.Equal("slow_down", (await device.PollAsync()).Error);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("slow_down", (await device.PollAsync()).Error);
        host.Clock.Advance(TimeSpan.FromSeconds(13.9));
        Assert.Equal("slow_down", (await device.PollAsync()).Error);
        host.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("authorization_pending", (await device.PollAsync()).Error);
        // A second that the network took the time before is forgiven.
        host.Clock.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal("authorization_pending", (await device.PollAsync()).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.5/denied")]
    public async Task A_denied_device_is_told_so_and_stays_denied()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var device = await Device.AskAsync(host);
        var interaction = (await device.EnterAsync()).InteractionAt("device/approve");

        Assert.Equal("/device/denied", (await host.DenyAsync(interaction)).Headers.NonValidated["Location"].Single());

        Assert.Equal("access_denied", (await device.NextPollAsync()).Error);
        Assert.Equal("access_denied", (await device.NextPollAsync()).Error);
        Assert.Single(host.Ledger.Facts, fact => fact is { Code: "device.denied", Reason: "access_denied" });
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.5/expired")]
    public async Task After_its_time_a_code_is_expired_whether_pending_or_approved()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var (pending, approved) = (await Device.AskAsync(host), await Device.AskAsync(host));
        await approved.ApproveAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("authorization_pending", (await pending.PollAsync()).Error);

        host.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("expired_token", (await pending.PollAsync()).Error);
        Assert.Equal("expired_token", (await approved.PollAsync()).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.4/client")]
    [Trait("Case", "QR-09")]
    public async Task Another_client_gets_nothing_and_burns_a_pending_code()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Kiosk, Other);
        host.SignIn();
        var device = await Device.AskAsync(host);

        Assert.Equal("invalid_grant", (await device.PollAsync(Other)).Error);

        Assert.Equal("access_denied", (await device.NextPollAsync()).Error);
        Assert.IsType<OpenId.DeviceAuthorization.EnteredCode.Wrong>(await host.EnterAsync(device.UserCode));
        Assert.Single(host.Ledger.Facts, fact => fact is { Code: "device.misused", Reason: "device_code_of_another_client" });
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.4/client")]
    [Trait("Case", "QR-09")]
    public async Task Another_client_ends_the_grant_of_an_approved_code()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Kiosk, Other);
        host.SignIn();
        var device = await Device.AskAsync(host);
        await device.ApproveAsync();

        Assert.Equal("invalid_grant", (await device.PollAsync(Other)).Error);
        Assert.Equal("invalid_grant", (await device.NextPollAsync()).Error);
    }

    [Fact]
    [Trait("Case", "CD-07")]
    public async Task A_code_serves_once_and_coming_back_ends_what_it_gave()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var device = await Device.AskAsync(host);
        await device.ApproveAsync();
        var tokens = await device.NextPollAsync();

        Assert.Equal("invalid_grant", (await device.PollAsync()).Error);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal("invalid_grant", (await device.PollAsync()).Error);
    }

    [Fact]
    [Trait("Case", "QR-04")]
    public async Task Of_fifty_racing_redemptions_at_most_one_wins()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var device = await Device.AskAsync(host);
        await device.ApproveAsync();
        host.Clock.Advance(Device.Interval);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => device.PollAsync(), TestContext.Current.CancellationToken)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal("invalid_grant", answer.Error));
        Assert.Equal(1, host.Ledger.Facts.Count(fact => fact.Code == "grant.redeemed"));
    }

    [Fact]
    [Trait("Case", "CD-17")]
    [Trait("Case", "QR-10")]
    public async Task Who_lost_standing_since_the_approval_is_not_served()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var device = await Device.AskAsync(host);
        await device.ApproveAsync();
        host.House.Judged = (_, _) => new Verdict.Refused("account_frozen");

        Assert.Equal("invalid_grant", (await device.NextPollAsync()).Error);
        Assert.Single(host.Ledger.Facts, fact => fact is { Code: "grant.denied", Reason: "account_frozen" });
        host.House.Judged = (_, _) => new Verdict.Served(null);
        Assert.Equal(HttpStatusCode.OK, (await device.PollAsync()).Status);
    }

    [Fact]
    [Trait("Case", "CD-11")]
    public async Task No_other_object_is_a_device_code_and_it_is_no_other()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Kiosk, SampleClients.Hall with { GrantTypes = ["authorization_code", "refresh_token", Device.GrantType] });
        host.SignIn();
        var device = await Device.AskAsync(host);
        await device.ApproveAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);

        foreach (var text in new[] { code.Code, device.Code["dev_".Length..], "dev_" + code.Code["code_".Length..], device.UserCode, device.Code[..^1], device.Code + "A" })
            Assert.Equal("invalid_grant", (await host.TokenAsync(SampleClients.Hall, ("grant_type", Device.GrantType), ("device_code", text))).Error);
        foreach (var text in new[] { device.Code, "code_" + device.Code["dev_".Length..] })
            Assert.Equal("invalid_grant", (await host.TokenAsync(SampleClients.Hall, code.With("code", text))).Error);
        foreach (var text in new[] { device.Code, "rt_" + device.Code["dev_".Length..] })
            Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.Hall, text)).Error);
        Assert.Equal(HttpStatusCode.OK, (await device.PollAsync()).Status);
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.4/device-code")]
    [Trait("Case", "CD-13")]
    public async Task The_device_code_is_asked_for_and_never_read_from_the_query()
    {
        await using var host = await ProviderHost.StartAsync();
        var device = await Device.AskAsync(host);
        Assert.Equal("invalid_request", (await host.TokenAsync(SampleClients.Kiosk, ("grant_type", Device.GrantType))).Error);
        using var query = new HttpRequestMessage(HttpMethod.Post, $"{Calls.TokenPath}?device_code={device.Code}") { Content = new FormUrlEncodedContent([new("client_id", "kiosk"), new("grant_type", Device.GrantType)]) };
        Assert.Equal("invalid_request", (await host.SendAsync(query)).Error);
    }

    [Fact]
    [Trait("Case", "RT-06")]
    public async Task A_resource_asked_for_is_the_audience_and_no_other_can_be_named_later()
    {
        var client = SampleClients.Kiosk with { Resources = [SampleClients.Resource] };
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(client);
        host.SignIn();
        var device = await Device.AskAsync(host, client, ("resource", SampleClients.Resource));
        await device.ApproveAsync();

        Assert.Equal("invalid_target", (await device.PollAsync(client, ("resource", "https://else.example/"))).Error);
        Assert.Equal(SampleClients.Resource, (await device.NextPollAsync()).Claims("access_token").GetProperty("aud").GetString());
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.5/pending")]
    [Trait("Case", "QR-08")]
    public async Task A_thousand_pending_devices_ask_the_store_once_in_two_seconds_together()
    {
        var ledger = new SwitchableLedger();
        var codes = new CountedDeviceCodes();
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(ledger).AddSingleton<IDeviceCodes>(codes));
        (ledger.Inner, codes.Inner) = (host.Ledger, host.Ledger);
        var polls = host.Service<OpenId.DeviceAuthorization.DevicePolls>();
        var handles = Enumerable.Range(0, 1000).Select(_ => Handle.Mint(Keepsake.DeviceCode, host.Clock.Now).Handle).ToArray();
        foreach (var handle in handles)
            polls.Began(handle, SampleClients.Kiosk.Id, host.Clock.Now.AddMinutes(10));
        var device = await Device.AskAsync(host);
        ledger.Taken();

        for (var second = 0; second < 60; second++)
        {
            if (second % 5 == 0)
            {
                Assert.Equal("authorization_pending", (await device.PollAsync()).Error);
                foreach (var handle in handles)
                    Assert.Equal(OpenId.DeviceAuthorization.DevicePoll.Pending, await polls.AskAsync(handle, SampleClients.Kiosk.Id, TestContext.Current.CancellationToken));
            }

            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((0, 0), ledger.Taken());
        Assert.Equal(12, codes.Asked);
    }

    [Fact]
    [Trait("Case", "QR-08")]
    public async Task A_node_that_did_not_make_the_code_looks_once_and_hears_of_the_approval_within_an_interval()
    {
        var ledger = new SwitchableLedger();
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var device = await Device.AskAsync(host);
        await using var node = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(ledger).AddSingleton<IDeviceCodes>(host.Ledger).AddSingleton<TimeProvider>(host.Clock));
        ledger.Inner = host.Ledger;
        var there = device with { Host = node };

        Assert.Equal("authorization_pending", (await there.PollAsync()).Error);
        Assert.Equal((1, 0), ledger.Taken());
        host.Clock.Advance(Device.Interval);
        Assert.Equal("authorization_pending", (await there.PollAsync()).Error);
        Assert.Equal((0, 0), ledger.Taken());
        await device.ApproveAsync();
        host.Clock.Advance(Device.Interval);
        Assert.Equal(HttpStatusCode.OK, (await there.PollAsync()).Status);
    }
}
