using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Tests;

[Trait("Spec", "OpenID Connect RP-Initiated Logout §2")]
public sealed class SignOutReturnsTests
{
    private readonly SignOutReturns returns = new(new EphemeralDataProtectionProvider());

    [Fact]
    public void A_return_is_taken_with_its_state_in_its_browser_at_its_client()
    {
        var (state, cookie) = Begin(new BegunSignOut("hall", All: true));

        Assert.Equal(new BegunSignOut("hall", true), returns.Take(Back(state, cookie), "hall"));
        Assert.Null(returns.Take(Back(state, cookie), "unit-desk"));
        Assert.Null(returns.Take(Back(state, null), "hall"));
        Assert.Null(returns.Take(Back(null, cookie), "hall"));
        Assert.Null(returns.Take(Back(state[..^1] + (state[^1] == 'A' ? 'B' : 'A'), cookie), "hall"));
    }

    [Fact]
    public void Taking_it_deletes_the_cookie()
    {
        var (state, cookie) = Begin(new BegunSignOut("hall", All: false));
        var context = Back(state, cookie);
        returns.Take(context, "hall");

        Assert.Contains("expires=Thu, 01 Jan 1970", context.Response.Headers.SetCookie.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA;")]
    public void A_made_up_state_is_no_return(string state) =>
        Assert.Null(returns.Take(Back(state, "__Host-hall.signout.AAAAAAAAAAAAAAAAAAAAAA=made-up"), "hall"));

    [Fact]
    public void The_request_carries_hint_state_and_the_way_back()
    {
        var url = EndSessionUrl.Build("https://id.example/connect/logout", "hall", "a.b.c", "https://hall.example/signout-callback-oidc", "s");
        var query = QueryHelpers.ParseQuery(new Uri(url).Query);

        Assert.Equal("a.b.c", query["id_token_hint"]);
        Assert.Equal("hall", query["client_id"]);
        Assert.Equal("https://hall.example/signout-callback-oidc", query["post_logout_redirect_uri"]);
        Assert.Equal("s", query["state"]);
        Assert.False(QueryHelpers.ParseQuery(new Uri(EndSessionUrl.Build("https://id.example/connect/logout", "hall", null, "https://hall.example/x", "s")).Query).ContainsKey("id_token_hint"));
    }

    [Fact]
    public void Sign_outs_that_were_given_up_do_not_fill_the_browser()
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Cookie = string.Join("; ", Enumerable.Range(1, 6).Select(n => $"__Host-hall.signout.{n}=x"));
        returns.Begin(context, new BegunSignOut("hall", false));

        Assert.Equal(3, context.Response.Headers.SetCookie.Count(line => line!.Contains("expires=Thu, 01 Jan 1970", StringComparison.Ordinal)));
    }

    private (string State, string Cookie) Begin(BegunSignOut signOut)
    {
        var context = new DefaultHttpContext();
        var state = returns.Begin(context, signOut);
        return (state, context.Response.Headers.SetCookie.ToString().Split(';')[0]);
    }

    private static DefaultHttpContext Back(string? state, string? cookie)
    {
        var context = new DefaultHttpContext();
        if (state is not null)
            context.Request.QueryString = QueryString.Create("state", state);
        if (cookie is not null)
            context.Request.Headers.Cookie = cookie;
        return context;
    }
}
