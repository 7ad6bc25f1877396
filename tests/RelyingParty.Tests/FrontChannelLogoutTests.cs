using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Tests;

[Trait("Spec", "OpenID Connect Front-Channel Logout §3")]
public sealed class FrontChannelLogoutTests
{
    private readonly TicketStore store = new(new HandClock());
    private readonly FrontChannelLogout logout;

    public FrontChannelLogoutTests() => logout = new FrontChannelLogout(
        store, new OneClient(new OpenIdOptions { Issuer = SignedInSamples.Issuer, ClientId = SignedInSamples.ClientId }), new IssuerAddress(SignedInSamples.Issuer));

    [Fact]
    public void The_frame_of_the_issuer_ends_the_session_it_names_and_no_other_site_may_frame_it()
    {
        var (ended, other) = (store.Open(SignedInSamples.SignedIn(session: "s_1")), store.Open(SignedInSamples.SignedIn(session: "s_2")));
        var (status, headers) = Ask($"?iss={SignedInSamples.Issuer}&sid=s_1");

        Assert.Equal(200, status);
        Assert.Null(store.Find(ended.Handle));
        Assert.NotNull(store.Find(other.Handle));
        Assert.Equal("no-cache, no-store", headers.CacheControl);
        Assert.EndsWith($"frame-ancestors {SignedInSamples.Issuer}", headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?sid=s_1")]
    [InlineData("?iss=https://id.example")]
    [InlineData("?iss=https://id.example.evil&sid=s_1")]
    [InlineData("?iss=https://id.example&sid=s_1&sid=s_2")]
    public void Anything_else_ends_nothing(string query)
    {
        var ticket = store.Open(SignedInSamples.SignedIn(session: "s_1"));

        Assert.Equal(400, Ask(query).Status);
        Assert.NotNull(store.Find(ticket.Handle));
    }

    private (int? Status, IHeaderDictionary Headers) Ask(string query)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new QueryString(query);
        return (logout.Answer(context, "unit-desk") is StatusCodeHttpResult refused ? refused.StatusCode : 200, context.Response.Headers);
    }
}
