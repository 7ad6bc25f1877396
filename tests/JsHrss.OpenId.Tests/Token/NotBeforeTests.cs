using System.Net;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Token;

/// <summary>What was made before the bound of all clients, or of its own client, no longer counts anywhere; what was made at it does.</summary>
[Trait("Case", "RT-12")]
public sealed class NotBeforeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public enum Bound
    {
        OfAllClients,
        OfTheClient,
    }

    [Theory]
    [InlineData(Bound.OfAllClients)]
    [InlineData(Bound.OfTheClient)]
    public async Task Tokens_of_a_grant_from_before_the_bound_are_refused_everywhere(Bound bound)
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall, "openid offline_access");
        Set(host, bound, SampleClients.Hall, host.Clock.Now + Second);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Equal("""{"active":false}""", (await host.IntrospectAsync(SampleClients.Hall, tokens.AccessToken)).Text);
        Assert.Equal("""{"active":false}""", (await host.IntrospectAsync(SampleClients.Hall, tokens.RefreshToken!)).Text);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken!)).Error);
    }

    [Theory]
    [InlineData(Bound.OfAllClients)]
    [InlineData(Bound.OfTheClient)]
    public async Task A_code_from_before_the_bound_is_not_redeemed(Bound bound)
    {
        await using var host = await ProviderHost.StartAsync();
        var code = await GrantedCode.OpenAsync(host, SampleClients.Hall);
        Set(host, bound, SampleClients.Hall, host.Clock.Now + Second);
        Assert.Equal("invalid_grant", (await host.TokenAsync(SampleClients.Hall, code.Form)).Error);
    }

    [Theory]
    [InlineData(Bound.OfAllClients)]
    [InlineData(Bound.OfTheClient)]
    public async Task A_token_that_a_client_got_for_itself_counts_by_its_own_time(Bound bound)
    {
        await using var host = await ProviderHost.StartAsync();
        var before = (await host.TokenAsync(SampleClients.Batch, ("grant_type", "client_credentials"))).AccessToken;
        Set(host, bound, SampleClients.Batch, host.Clock.Now + Second);
        Assert.Equal("""{"active":false}""", (await host.IntrospectAsync(SampleClients.Batch, before)).Text);

        host.Clock.Advance(Second);
        Assert.NotEqual("""{"active":false}""", (await host.IntrospectAsync(SampleClients.Batch, (await host.TokenAsync(SampleClients.Batch, ("grant_type", "client_credentials"))).AccessToken)).Text);
    }

    [Theory]
    [InlineData(Bound.OfAllClients)]
    [InlineData(Bound.OfTheClient)]
    public async Task What_was_made_at_the_bound_counts(Bound bound)
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall, "openid offline_access");
        Set(host, bound, SampleClients.Hall, host.Clock.Now);
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        Assert.Null((await host.RefreshAsync(SampleClients.Hall, tokens.RefreshToken!)).Error);
    }

    [Fact]
    public async Task The_bound_of_one_client_leaves_the_others_alone_and_the_later_of_two_bounds_counts()
    {
        await using var host = await ProviderHost.StartAsync();
        var tokens = await host.SignInAsync(SampleClients.Hall);
        Set(host, Bound.OfTheClient, SampleClients.Batch, host.Clock.Now + Second);
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        Set(host, Bound.OfAllClients, SampleClients.Hall, host.Clock.Now - Second);
        Assert.Equal(HttpStatusCode.OK, (await host.UserInfoAsync(tokens.AccessToken)).Status);
        Set(host, Bound.OfTheClient, SampleClients.Hall, host.Clock.Now + Second);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.UserInfoAsync(tokens.AccessToken)).Status);
    }

    private static void Set(ProviderHost host, Bound bound, Client client, DateTimeOffset at)
    {
        if (bound == Bound.OfAllClients)
            ((InMemoryNotBefore)host.Service<INotBefore>()).Global = at;
        else
            host.Clients.Replace(SampleClients.All.Select(one => one.Id == client.Id ? one with { NotBefore = at } : one));
    }
}
