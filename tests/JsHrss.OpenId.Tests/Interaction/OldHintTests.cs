using System.Net;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.Interaction;

/// <summary>Hints and tokens whose key is not published any more.</summary>
public sealed class OldHintTests
{
    [Fact]
    [Trait("Case", "JW-17")]
    public async Task A_hint_of_a_key_that_is_gone_identifies_as_long_as_a_grant_may_live()
    {
        await using var host = await StartAsync();
        var hint = (await host.SignInAsync(SampleClients.Hall))["id_token"]!;
        host.Service<WithdrawableKeys>().AreGone = true;
        host.Clock.Advance(TimeSpan.FromDays(180) - TimeSpan.FromSeconds(1));
        host.SignIn("p_other");
        Assert.Equal("login_required", (await HintedAsync(host, hint)).ErrorAtHall());

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        host.SignIn("p_other");
        (await HintedAsync(host, hint)).CodeAtHall();
    }

    [Fact]
    [Trait("Case", "JW-17")]
    public async Task A_hint_that_says_it_was_signed_after_its_key_retired_counts_as_absent()
    {
        await using var host = await StartAsync();
        var keys = host.Service<WithdrawableKeys>();
        var hint = (await host.SignInAsync(SampleClients.Hall))["id_token"]!;
        (keys.AreGone, keys.SignedUntil) = (true, host.Clock.Now);
        host.SignIn("p_other");
        (await HintedAsync(host, hint)).CodeAtHall();
    }

    [Fact]
    [Trait("Case", "PI-08")]
    public async Task A_hint_of_a_revoked_key_counts_as_absent()
    {
        await using var host = await StartAsync();
        var hint = (await host.SignInAsync(SampleClients.Hall))["id_token"]!;
        host.Service<WithdrawableKeys>().Revocations = 1;
        host.SignIn("p_other");
        (await HintedAsync(host, hint)).CodeAtHall();
    }

    [Fact]
    [Trait("Case", "PI-08")]
    public async Task An_access_token_that_was_believed_before_is_verified_anew_when_a_key_is_revoked()
    {
        await using var host = await StartAsync();
        var token = (await host.SignInAsync(SampleClients.Hall)).AccessToken;
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(token)).Status);
        host.Service<WithdrawableKeys>().Revocations = 1;
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(token)).Status);
    }

    private static Task<ProviderHost> StartAsync() => ProviderHost.StartAsync(services => services
        .AddSingleton<WithdrawableKeys>()
        .AddSingleton<ISigningKeys>(all => all.GetRequiredService<WithdrawableKeys>()));

    private static Task<HttpResponseMessage> HintedAsync(ProviderHost host, string hint) =>
        new AuthorizeRequest().With("prompt", "none").With("id_token_hint", hint).GetAsync(host.Browser);
}
