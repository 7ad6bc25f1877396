using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Tests;

[Trait("Spec", "OpenID Connect Back-Channel Logout §2.8")]
public sealed class BackChannelLogoutTests
{
    private readonly HandClock clock = new();
    private readonly PublishedKeys keys = new();
    private readonly TicketStore store;
    private readonly BackChannelLogout logout;

    public BackChannelLogoutTests()
    {
        store = new TicketStore(clock);
        var client = new OpenIdOptions { Issuer = SignedInSamples.Issuer, ClientId = SignedInSamples.ClientId, Discovery = keys };
        logout = new BackChannelLogout(store, new SeenTokens(clock), new OneClient(client), clock, NullLogger<BackChannelLogout>.Instance);
    }

    [Fact]
    public async Task A_right_word_ends_the_ticket_and_is_answered_with_200_that_nobody_stores()
    {
        var ticket = store.Open(SignedInSamples.SignedIn());
        var answer = await PostAsync($"logout_token={SignedInSamples.LogoutToken()}");

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl);
        Assert.Null(store.Find(ticket.Handle));
    }

    [Fact]
    [Trait("Case", "RT-19")]
    public async Task The_same_word_again_is_refused_and_ends_nothing()
    {
        var token = SignedInSamples.LogoutToken(claims => claims.Remove("sid"));
        await PostAsync($"logout_token={token}");
        var later = store.Open(SignedInSamples.SignedIn(session: "s_2"));

        Assert.Equal(400, (await PostAsync($"logout_token={token}")).StatusCode);
        Assert.NotNull(store.Find(later.Handle));
    }

    [Fact]
    public async Task A_word_about_a_session_that_is_not_known_here_is_no_error()
    {
        Assert.Equal(200, (await PostAsync($"logout_token={SignedInSamples.LogoutToken()}")).StatusCode);
    }

    [Fact]
    public async Task A_word_signed_with_a_key_published_since_is_taken_after_one_more_look()
    {
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rolled = new ECDsaSecurityKey(next) { KeyId = "k2" };
        keys.AfterRefresh = [SignedInSamples.Key, rolled];
        var ticket = store.Open(SignedInSamples.SignedIn());

        Assert.Equal(200, (await PostAsync($"logout_token={SignedInSamples.LogoutToken(key: rolled)}")).StatusCode);
        Assert.Equal(1, keys.Refreshes);
        Assert.Null(store.Find(ticket.Handle));
    }

    [Fact]
    public async Task A_word_of_a_stranger_costs_one_look_and_ends_nothing()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var ticket = store.Open(SignedInSamples.SignedIn());

        Assert.Equal(400, (await PostAsync($"logout_token={SignedInSamples.LogoutToken(key: new ECDsaSecurityKey(stranger) { KeyId = "k3" })}")).StatusCode);
        Assert.Equal(1, keys.Refreshes);
        Assert.NotNull(store.Find(ticket.Handle));
    }

    [Theory]
    [InlineData("", "application/x-www-form-urlencoded")]
    [InlineData("logout_token=", "application/x-www-form-urlencoded")]
    [InlineData("logout_token=a.b.c", "application/x-www-form-urlencoded")]
    [InlineData("logout_token=a&logout_token=b", "application/x-www-form-urlencoded")]
    [InlineData("{\"logout_token\":\"a\"}", "application/json")]
    [InlineData("a=%00", "application/x-www-form-urlencoded")]
    public async Task What_is_no_word_is_answered_with_400_that_nobody_stores(string body, string type)
    {
        var answer = await PostAsync(body, type);

        Assert.Equal(400, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl);
    }

    [Fact]
    public async Task While_the_keys_cannot_be_had_nothing_is_taken()
    {
        keys.IsAway = true;
        Assert.Equal(400, (await PostAsync($"logout_token={SignedInSamples.LogoutToken()}")).StatusCode);
        keys.IsAway = false;
        Assert.Equal(200, (await PostAsync($"logout_token={SignedInSamples.LogoutToken()}")).StatusCode);
    }

    private async Task<HttpResponse> PostAsync(string body, string type = "application/x-www-form-urlencoded")
    {
        var context = new DefaultHttpContext();
        context.Request.Method = HttpMethods.Post;
        context.Request.ContentType = type;
        context.Request.Body = new MemoryStream(Encoding.ASCII.GetBytes(body));
        await logout.AnswerAsync(context, "hall");
        return context.Response;
    }

    private sealed class PublishedKeys : IConfigurationManager<OpenIdConnectConfiguration>
    {
        private IReadOnlyList<SecurityKey> published = [SignedInSamples.Key];

        public IReadOnlyList<SecurityKey>? AfterRefresh { get; set; }

        public bool IsAway { get; set; }

        public int Refreshes { get; private set; }

        public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
        {
            if (IsAway)
                throw new InvalidOperationException("Nothing was ever read.");
            var configuration = new OpenIdConnectConfiguration { Issuer = SignedInSamples.Issuer };
            foreach (var key in published)
                configuration.SigningKeys.Add(key);
            return Task.FromResult(configuration);
        }

        public void RequestRefresh()
        {
            Refreshes++;
            published = AfterRefresh ?? published;
        }
    }
}
