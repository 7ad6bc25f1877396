using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.LogoutTokens;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.EndSession;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.LogoutTokens;

/// <summary>Delivery over real connections, while the dispatcher runs.</summary>
public sealed class LogoutDispatcherTests
{
    [Fact]
    [Trait("Spec", "OIDC Back-Channel Logout §3/retry")]
    [Trait("Case", "RT-19")]
    public async Task A_silent_relying_party_and_a_dead_one_delay_nobody()
    {
        await using var alive = await LogoutReceiver.StartAsync();
        await using var silent = await LogoutReceiver.StartAsync();
        silent.Silence = new TaskCompletionSource();
        var hall = SigningOut.Hall with { BackchannelLogoutUri = alive.Address };
        var slow = hall with { Id = new ClientId("slow"), BackchannelLogoutUri = silent.Address };
        var dead = hall with { Id = new ClientId("dead"), BackchannelLogoutUri = new Uri("http://127.0.0.1:9/backchannel") };
        await using var host = await SigningOut.StartAsync(hall, slow, dead);
        host.SignIn();
        await new AuthorizeRequest().For("slow", hall.RedirectUris[0]).GetAsync(host.Browser);
        await new AuthorizeRequest().For("dead", hall.RedirectUris[0]).GetAsync(host.Browser);
        var hint = (await host.JoinAsync(hall)).IdToken();

        // The browser waits for none of them.
        Assert.Equal(SigningOut.Back, (await host.Browser.LogoutAsync(("id_token_hint", hint), ("post_logout_redirect_uri", SigningOut.Back))).Sent());
        Assert.Equal("hall", Jwt.Claims(await alive.NextAsync()).GetProperty("aud").GetString());
        await silent.NextAsync();

        // A second sign-out reaches the living one while the silent one still holds its first message.
        host.SignIn();
        await new AuthorizeRequest().For("slow", hall.RedirectUris[0]).GetAsync(host.Browser);
        await host.Browser.LogoutAsync(("id_token_hint", (await host.JoinAsync(hall)).IdToken()));
        await alive.NextAsync();
        Assert.Equal(0, silent.Unread);

        silent.Silence.SetResult();
        silent.Silence = null;
        await silent.NextAsync();
    }

    [Fact]
    [Trait("Spec", "OIDC Back-Channel Logout §2.8")]
    public async Task Status_200_and_204_are_success_and_400_is_not()
    {
        await using var party = await LogoutReceiver.StartAsync();
        var hall = SigningOut.Hall with { BackchannelLogoutUri = party.Address };
        await using var host = await SigningOut.StartAsync(hall);

        foreach (var status in (int[])[200, 204])
        {
            party.Status = status;
            await EndAsync(host, hall, party);
        }

        await UntilAsync(() => host.Outbox.Finished.Length == 2);
        Assert.All(host.Outbox.Finished, end => Assert.Equal(("hall", "delivered"), end));

        foreach (var status in (int[])[400, 202, 302, 500])
        {
            party.Status = status;
            await EndAsync(host, hall, party);
            await UntilAsync(() => host.Outbox.Queued is [{ Attempts: 1 }]);

            // What failed goes first when its time has come, and what follows it goes then too.
            party.Status = 200;
            var delivered = host.Outbox.Finished.Length;
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            host.Service<LogoutDispatcher>().Wake();
            await party.NextAsync();
            await UntilAsync(() => host.Outbox.Finished.Length == delivered + 1);
        }

        Assert.Equal(6, host.Outbox.Finished.Length);
    }

    [Fact]
    [Trait("Case", "RT-19")]
    public async Task What_failed_is_sent_again_when_its_pause_is_over()
    {
        await using var party = await LogoutReceiver.StartAsync();
        party.Status = 503;
        var hall = SigningOut.Hall with { BackchannelLogoutUri = party.Address };
        await using var host = await SigningOut.StartAsync(hall);
        await EndAsync(host, hall, party);
        await UntilAsync(() => host.Outbox.Queued is [{ Attempts: 1 }]);

        party.Status = 200;
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        host.Service<LogoutDispatcher>().Wake();

        await party.NextAsync();
        await UntilAsync(() => host.Outbox.Finished.Length == 1);
        Assert.Empty(host.Outbox.Queued);
    }

    private static async Task EndAsync(ProviderHost host, Client client, LogoutReceiver party)
    {
        host.SignIn();
        await host.Browser.LogoutAsync(("id_token_hint", (await host.JoinAsync(client)).IdToken()));
        await party.NextAsync();
    }

    /// <summary>The dispatcher settles a message after its receiver has answered.</summary>
    private static async Task UntilAsync(Func<bool> reached)
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (!reached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(30), "It did not come so far.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
