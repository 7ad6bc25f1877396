using System.Net;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>What ends with a sign-out, and what does not, at the wire: sessions, proofs, tokens, and the word to the relying parties.</summary>
public sealed class EndingJourney : IAsyncLifetime
{
    private const string SignOutForm = "form[action*='sign-out']";

    private readonly LogoutInbox _inbox = new();
    private readonly HttpBrowser _browser = new();
    private IdpHost _host = null!;
    private Relying _hall = null!;
    private Uri? _partners;

    public async ValueTask InitializeAsync()
    {
        _host = await IdpHost.StartAsync(services: services => ChangedClients.Put(services, client => client.Id.Value switch
        {
            "hall" => client with { BackchannelLogoutUri = _inbox.Address, PostLogoutRedirectUris = ["http://localhost:5300/signout-callback-oidc"] },
            "partner" => client with { BackchannelLogoutUri = _partners, FrontchannelLogoutUri = null, FirstParty = true },
            _ => client,
        }));
        _hall = Relying.Hall(_host, "openid profile phone unit items offline_access");
    }

    public async ValueTask DisposeAsync()
    {
        _hall.Dispose();
        _browser.Dispose();
        _inbox.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    [Trait("Case", "RT-19")]
    [Trait("Case", "RT-16")]
    public async Task Signing_out_of_one_context_leaves_the_other_and_takes_a_new_proof_to_come_back()
    {
        using var hall = Relying.Hall(_host);
        var self = await hall.RedeemAsync(await _browser.AsPersonAsync(hall, Demo.Wang));
        var unit = await hall.RedeemAsync(await _browser.JoinUnitAsync(hall, Demo.U1Number, Demo.Wang));
        Assert.Equal((null, Demo.U1Number), (self.UnitOf(), unit.UnitOf()));

        var page = (await _browser.GoAsync(Logout(("id_token_hint", unit["id_token"]!), ("state", "x")))).At("sign-out");
        var done = await _browser.SubmitAsync(page, SignOutForm, ("Reach", "context"));

        Assert.Equal("http://localhost:5300/signout-callback-oidc?state=x", done.Url);
        Assert.Equal(unit.Claims().GetProperty("sid").GetString(), (await _inbox.NextAsync()).GetProperty("sid").GetString());
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(unit["refresh_token"]!))["error"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", unit["access_token"]!)).Status);
        Assert.Equal(HttpStatusCode.OK, (await hall.RefreshAsync(self["refresh_token"]!)).Status);

        Assert.Equal((1, 0, 0), await SignalsAsync());

        // prompt=none for each: the proof of the unit counts nowhere any more.
        Assert.NotNull((await _browser.GoAsync(hall.AuthorizeUrl(("prompt", "none"), ("unit_hint", "self"))))["code"]);
        Assert.Null((await _browser.GoAsync(hall.AuthorizeUrl(("prompt", "none"), ("unit_hint", Demo.U1Number))))["code"]);

        // Back again by a new proof, under the same session: nothing about the former part ends the new one.
        var again = await hall.RedeemAsync(await _browser.JoinUnitAsync(hall, Demo.U1Number, Demo.Wang));
        Assert.Equal(HttpStatusCode.OK, (await hall.GetAsync("/connect/userinfo", again["access_token"]!)).Status);
        Assert.Equal(0, _inbox.Unread);
    }

    [Fact]
    public async Task Signing_out_of_the_last_context_ends_the_session()
    {
        var unit = await _hall.RedeemAsync(await _browser.AsMemberAsync(_hall, Demo.U1, Demo.Wang));
        using var answer = await _browser.SendAsync(HttpMethod.Get, Logout(("id_token_hint", unit["id_token"]!)));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("\"cache\", \"storage\"", answer.Headers.GetValues("Clear-Site-Data").Single());
        Assert.DoesNotContain("__Host-idp.session", _browser.Cookies.Keys);
        (await _browser.GoAsync(_hall.AuthorizeUrl(("prompt", "none")))).Refused("login_required");
        await _inbox.NextAsync();
    }

    [Fact]
    public async Task The_preferences_of_whoever_sits_here_outlive_the_session()
    {
        await _browser.AsPersonAsync(_hall, Demo.Sun);
        _browser.Cookies["__Host-idp.display"] = "large.dark.en";
        var page = await _browser.GoAsync($"{_host.Issuer}/sign-out");
        await _browser.SubmitAsync(page, SignOutForm);
        Assert.Contains("__Host-idp.display", _browser.Cookies.Keys);
        Assert.DoesNotContain("__Host-idp.session", _browser.Cookies.Keys);
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task What_one_person_saw_is_cleared_when_the_next_signs_in_and_a_further_proof_clears_nothing()
    {
        Assert.False(await ClearsAsync(Demo.Wang));
        Assert.False(await ClearsAsync(Demo.Wang));
        Assert.True(await ClearsAsync(Demo.Sun));
    }

    [Fact]
    [Trait("Case", "RT-08")]
    [Trait("Case", "RT-17")]
    public async Task Everywhere_ends_the_session_of_the_other_browser_and_grants_with_offline_access()
    {
        using var other = new HttpBrowser();
        var elsewhere = await _hall.RedeemAsync(await other.AsPersonAsync(_hall, Demo.Sun));
        var here = await _hall.RedeemAsync(await _browser.AsPersonAsync(_hall, Demo.Sun));
        Assert.Equal(HttpStatusCode.OK, (await _hall.GetAsync("/connect/userinfo", elsewhere["access_token"]!)).Status);

        var page = await _browser.GoAsync($"{_host.Issuer}/sign-out");
        await _browser.SubmitAsync(page, SignOutForm, ("Reach", "everywhere"));

        // At once, although userinfo may remember what it read for four seconds.
        Assert.Equal(HttpStatusCode.Unauthorized, (await _hall.GetAsync("/connect/userinfo", elsewhere["access_token"]!)).Status);
        Assert.Equal("invalid_grant", (await _hall.RefreshAsync(elsewhere["refresh_token"]!))["error"]);
        Assert.Equal("invalid_grant", (await _hall.RefreshAsync(here["refresh_token"]!))["error"]);
        (await other.GoAsync(_hall.AuthorizeUrl(("prompt", "none")))).Refused("login_required");
        string?[] told = [(await _inbox.NextAsync()).GetProperty("sid").GetString(), (await _inbox.NextAsync()).GetProperty("sid").GetString()];
        Assert.Equal(new[] { Sid(elsewhere), Sid(here) }.Order(), told.Order());
        Assert.Equal((0, 2, 1), await SignalsAsync());
    }

    [Fact]
    public async Task A_plain_sign_out_leaves_grants_with_offline_access_and_the_other_browser()
    {
        using var other = new HttpBrowser();
        await other.AsPersonAsync(_hall, Demo.Sun);
        var here = await _hall.RedeemAsync(await _browser.AsPersonAsync(_hall, Demo.Sun));
        await _browser.GoAsync(Logout(("id_token_hint", here["id_token"]!)));
        Assert.Equal(HttpStatusCode.OK, (await _hall.RefreshAsync(here["refresh_token"]!)).Status);
        Assert.NotNull((await other.GoAsync(_hall.AuthorizeUrl(("prompt", "none"))))["code"]);
        Assert.Equal(Sid(here), (await _inbox.NextAsync()).GetProperty("sid").GetString());
        Assert.Equal(0, _inbox.Unread);
        Assert.Equal((0, 1, 0), await SignalsAsync());
    }

    /// <summary>Contexts, sessions, and accounts with all of their grants that ended: one row each, and no other.</summary>
    private async Task<(long Contexts, long Sessions, long Accounts)> SignalsAsync()
    {
        var (contexts, sessions, accounts) = (await CountAsync("session.context_ended"), await CountAsync("session.ended"), await CountAsync("account.grants_ended"));
        Assert.Equal(contexts + sessions + accounts, await _host.Database.CountAsync("select count(*) from signal"));
        return (contexts, sessions, accounts);

        Task<long> CountAsync(string type) => _host.Database.CountAsync($"select count(*) from signal where type = '{type}'");
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task Whoever_signs_in_at_the_browser_of_another_ends_that_session_and_its_relying_parties_are_told()
    {
        var suns = await _hall.RedeemAsync(await _browser.AsPersonAsync(_hall, Demo.Sun));
        var entry = await _browser.GoAsync($"{_host.Issuer}/sign-in");
        await _browser.SubmitAsync(entry, SigningIn.PersonForm, ("Account", Demo.Wu), ("Password", Demo.PersonalPassword));
        Assert.Equal(Sid(suns), (await _inbox.NextAsync()).GetProperty("sid").GetString());

        // The former person's hint is no wish of the present one.
        await _browser.GoAsync(_hall.AuthorizeUrl());
        (await _browser.GoAsync(Logout(("id_token_hint", suns["id_token"]!)))).At("sign-out");
        Assert.NotNull((await _browser.GoAsync(_hall.AuthorizeUrl(("prompt", "none"))))["code"]);
    }

    [Fact]
    [Trait("Case", "RT-18")]
    [Trait("Case", "AZ-22")]
    public async Task No_other_site_signs_anybody_out_nor_leads_them_elsewhere()
    {
        using var other = new HttpBrowser();
        var foreign = await _hall.RedeemAsync(await other.AsPersonAsync(_hall, Demo.Wu));
        var own = await _hall.RedeemAsync(await _browser.AsPersonAsync(_hall, Demo.Sun));
        var forged = own["id_token"]![..^6] + "AAAAAA";

        (await _browser.GoAsync($"{_host.Issuer}/connect/logout")).At("sign-out");
        (await _browser.GoAsync(Logout(("client_id", "hall")))).At("sign-out");
        (await _browser.GoAsync(Logout(("id_token_hint", forged), ("client_id", "hall")))).At("sign-out");
        (await _browser.GoAsync(Logout(("id_token_hint", foreign["id_token"]!)))).At("sign-out");
        using var unregistered = await _browser.SendAsync(HttpMethod.Get, $"{_host.Issuer}/connect/logout?id_token_hint={own["id_token"]}&post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F");
        Assert.Equal((HttpStatusCode.BadRequest, null), (unregistered.StatusCode, unregistered.Headers.Location));

        Assert.NotNull((await _browser.GoAsync(_hall.AuthorizeUrl(("prompt", "none"))))["code"]);
        Assert.Equal(0, _inbox.Unread);
    }

    [Fact]
    public async Task A_POST_from_the_relying_partys_page_arrives_without_cookies_and_still_signs_out()
    {
        var own = await _hall.RedeemAsync(await _browser.AsPersonAsync(_hall, Demo.Sun));
        using var crossSite = new HttpBrowser();
        using var kept = await crossSite.SendAsync(
            HttpMethod.Post, $"{_host.Issuer}/connect/logout", new FormUrlEncodedContent([new("id_token_hint", own["id_token"]!), new("post_logout_redirect_uri", "http://localhost:5300/signout-callback-oidc")]));
        Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);

        var done = await _browser.GoAsync(new Uri(new Uri(_host.Issuer), kept.Headers.Location!).ToString());
        Assert.Equal("http://localhost:5300/signout-callback-oidc", done.Url);
        (await _browser.GoAsync(_hall.AuthorizeUrl(("prompt", "none")))).Refused("login_required");
    }

    [Fact]
    [Trait("Case", "RT-19")]
    public async Task A_dead_relying_party_delays_nobody_and_is_told_when_it_is_back()
    {
        _partners = new Uri($"http://localhost:{IdpHost.FreePort()}/backchannel");
        using var partner = Relying.Partner(_host);
        var own = await _hall.RedeemAsync(await _browser.AsPersonAsync(_hall, Demo.Sun));
        var partners = await partner.RedeemAsync(await _browser.GoAsync(partner.AuthorizeUrl()));

        await _browser.GoAsync(Logout(("id_token_hint", own["id_token"]!)));
        Assert.Equal(Sid(own), (await _inbox.NextAsync()).GetProperty("sid").GetString());
        await UntilAsync("select count(*) from outbox where target = 'partner' and attempts = 1 and lease_until is null and done_at is null");

        using var back = new LogoutInbox();
        _partners = back.Address;
        _host.Clock.Add(TimeSpan.FromSeconds(6));
        // The next message of anybody wakes the dispatcher, which then finds the old one due.
        own = await _hall.RedeemAsync(await _browser.AsPersonAsync(_hall, Demo.Sun));
        await _browser.GoAsync(Logout(("id_token_hint", own["id_token"]!)));

        Assert.Equal(Sid(partners), (await back.NextAsync()).GetProperty("sid").GetString());
        await UntilAsync("select count(*) = 3 from outbox where result = 'delivered' and payload is null");
    }

    private string Logout(params (string Name, string Value)[] query) => $"{_host.Issuer}/connect/logout?" + string.Join(
        '&', query.Append(("post_logout_redirect_uri", "http://localhost:5300/signout-callback-oidc")).Select(one => $"{one.Item1}={Uri.EscapeDataString(one.Item2)}"));

    private async Task UntilAsync(string sql)
    {
        for (var attempt = 0; await _host.Database.CountAsync(sql) == 0; attempt++)
        {
            Assert.True(attempt < 600, sql);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Whether the answer to a sign-in clears what the browser kept.</summary>
    private async Task<bool> ClearsAsync(string account)
    {
        var entry = await _browser.GoAsync($"{_host.Issuer}/sign-in");
        var token = entry.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([new("Account", account), new("Password", Demo.PersonalPassword), new("__RequestVerificationToken", token)]);
        using var answer = await _browser.SendAsync(HttpMethod.Post, $"{_host.Issuer}/sign-in", form);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Contains("Clear-Site-Data");
    }

    private static string? Sid(Answer tokens) => tokens.Claims().GetProperty("sid").GetString();
}
