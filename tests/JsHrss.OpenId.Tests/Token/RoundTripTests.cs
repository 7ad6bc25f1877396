using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.OpenId.Tests.Token;

/// <summary>A further round trip to the ledger is a decision, not an accident.</summary>
public sealed class RoundTripTests
{
    [Theory]
    [InlineData("hall")]
    [InlineData("hall-spa")]
    public async Task Each_operation_asks_the_ledger_once_and_writes_once(string id)
    {
        var ledger = new SwitchableLedger();
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(ledger));
        ledger.Inner = host.Ledger;
        var client = SampleClients.All.Single(c => c.Id.Value == id);

        var tokens = await host.SignInAsync(client);
        Assert.Equal((1, 1), ledger.Taken());
        await host.RefreshAsync(client, tokens.RefreshToken);
        Assert.Equal((1, 1), ledger.Taken());
        await host.UserInfoAsync(tokens.AccessToken);
        Assert.Equal((1, 0), ledger.Taken());
        await host.IntrospectAsync(SampleClients.Hall, tokens.AccessToken);
        Assert.Equal((1, 0), ledger.Taken());
        await host.RevokeAsync(client, tokens.AccessToken);
        Assert.Equal((0, 1), ledger.Taken());
        await host.RevokeAsync(client, tokens.RefreshToken!);
        Assert.Equal((1, 1), ledger.Taken());
        await host.TokenAsync(SampleClients.Batch, ("grant_type", "client_credentials"));
        Assert.Equal((0, 0), ledger.Taken());
    }

    [Fact]
    public async Task A_replay_writes_once_however_often_it_is_repeated()
    {
        var ledger = new SwitchableLedger();
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(ledger));
        ledger.Inner = host.Ledger;
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);
        await host.TokenAsync(SampleClients.Hall, code.Form);
        ledger.Taken();

        for (var i = 0; i < 5; i++)
            await host.TokenAsync(SampleClients.Hall, code.Form);

        Assert.Equal((5, 1), ledger.Taken());
    }

    [Fact]
    public async Task A_wrong_secret_or_a_malformed_token_never_reaches_the_ledger()
    {
        var ledger = new SwitchableLedger();
        await using var host = await ProviderHost.StartAsync(services => services.AddSingleton<ILedger>(ledger));
        ledger.Inner = host.Ledger;

        await host.TokenAsync(SampleClients.Hall with { Id = new ClientId("nobody") }, ("grant_type", "refresh_token"), ("refresh_token", "rt_x"));
        await host.RefreshAsync(SampleClients.Hall, "rt_x");
        await host.UserInfoAsync("a.b.c");
        await host.IntrospectAsync(SampleClients.Hall, "a.b.c");

        Assert.Equal((0, 0), ledger.Taken());
    }
}
