using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Interaction;

public sealed class InteractionBindingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "RFC 6749 §10.12/csrf")]
    [Trait("Case", "AZ-21")]
    public async Task An_interaction_is_worth_nothing_in_another_browser()
    {
        await using var host = await ProviderHost.StartAsync();
        using var other = host.NewBrowser();
        var interaction = (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("sign-in");
        (await new AuthorizeRequest().GetAsync(other)).InteractionAt("sign-in");
        host.SignIn();

        Assert.Equal("interaction_gone", await (await other.ResumeAsync(interaction)).ShownAsync());
        using var fresh = host.NewBrowser();
        Assert.Equal("interaction_gone", await (await fresh.ResumeAsync(interaction)).ShownAsync());
        (await host.Browser.ResumeAsync(interaction)).CodeAtHall();
    }

    [Fact]
    [Trait("Case", "RT-21")]
    public async Task The_browser_is_known_by_a_host_cookie_that_scripts_and_other_sites_never_get()
    {
        await using var host = await ProviderHost.StartAsync();

        var first = await new AuthorizeRequest().GetAsync(host.Browser);
        var second = await new AuthorizeRequest().GetAsync(host.Browser);

        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-idp.browser=", cookie, StringComparison.Ordinal);
        Assert.EndsWith("; path=/; secure; samesite=lax; httponly", cookie, StringComparison.Ordinal);
        Assert.False(second.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("__Host-idp.browser=x")]
    [InlineData("__Host-idp.browser=")]
    [InlineData("__Host-idp.browser=%00")]
    [InlineData("__%48ost-idp.browser=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [Trait("Case", "HT-14")]
    public async Task A_malformed_cookie_counts_as_none(string cookie)
    {
        await using var host = await ProviderHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new AuthorizeRequest().Url);
        request.Headers.Add("Cookie", cookie);
        var response = await host.Browser.SendAsync(request, Ct);
        response.InteractionAt("sign-in");
        Assert.Single(response.Headers.GetValues("Set-Cookie"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("int_x")]
    [InlineData("code_AaH7ngaAfBOW6CfY3wcPJriLOqEzJtZNw0rW6y60Z9v4BiDSC6XD6xbBGTEqcY1F")]
    [InlineData("int_AaH7ngaAfBOW6CfY3wcPJriLOqEzJtZNw0rW6y60Z9v4BiDSC6XD6xbBGTEqcY1F")]
    [Trait("Case", "CD-11")]
    public async Task An_unknown_interaction_is_told_to_the_person(string interaction)
    {
        await using var host = await ProviderHost.StartAsync();
        Assert.Equal("interaction_gone", await (await host.Browser.ResumeAsync(interaction)).ShownAsync());
    }

    [Fact]
    public async Task An_interaction_waits_half_an_hour_and_no_longer()
    {
        await using var host = await ProviderHost.StartAsync();
        var interaction = (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("sign-in");
        host.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));
        (await host.Browser.ResumeAsync(interaction)).InteractionAt("sign-in");
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("interaction_gone", await (await host.Browser.ResumeAsync(interaction)).ShownAsync());
    }

    [Fact]
    [Trait("Case", "AZ-12")]
    public async Task Of_fifty_tabs_that_go_on_at_once_one_gets_the_code()
    {
        await using var host = await ProviderHost.StartAsync();
        var interaction = (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("sign-in");
        host.SignIn();

        var responses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.Browser.ResumeAsync(interaction)));

        Assert.Single(responses, response => response.Headers.Location?.ToString().Contains("code=", StringComparison.Ordinal) ?? false);
        Assert.Single(host.Ledger.Facts, fact => fact.Code == "grant.opened");
        Assert.Equal("interaction_gone", await (await host.Browser.ResumeAsync(interaction)).ShownAsync());
    }

    [Fact]
    [Trait("Case", "CD-16")]
    public async Task A_client_disabled_or_a_redirect_URI_withdrawn_meanwhile_ends_it()
    {
        await using var host = await ProviderHost.StartAsync();
        var interaction = (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("sign-in");
        host.SignIn();

        host.Clients.Replace(SampleClients.Hall with { RedirectUris = ["https://hall.example/elsewhere"] });
        Assert.Equal("invalid_request", await (await host.Browser.ResumeAsync(interaction)).ShownAsync());
        host.Clients.Replace();
        Assert.Equal("invalid_client", await (await host.Browser.ResumeAsync(interaction)).ShownAsync());
        Assert.Null(await host.FindAsync(interaction));
    }

    [Fact]
    [Trait("Case", "AZ-10")]
    public async Task A_kept_request_passes_the_rules_again()
    {
        await using var host = await ProviderHost.StartAsync();
        var interaction = (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("sign-in");
        host.SignIn();
        host.Clients.Replace(SampleClients.Hall with { Scopes = ["openid"] });
        Assert.Equal("invalid_scope", (await host.Browser.ResumeAsync(interaction)).ErrorAtHall());
    }

    [Fact]
    [Trait("Spec", "RFC 9207 §2/error")]
    [Trait("Spec", "OIDC Core §3.1.2.6/state")]
    [Trait("Spec", "RFC 6749 §4.1.2.1/state")]
    public async Task A_person_who_refuses_sends_the_client_an_error_with_state_and_issuer_once()
    {
        await using var host = await ProviderHost.StartAsync();
        var interaction = (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("sign-in");
        var pending = (await host.FindAsync(interaction))!;
        var denied = new ProtocolError("access_denied", "The End-User went back.", "went back");

        Assert.Equal($"/connect/authorize/resume?interaction={interaction}", await host.Service<IInteractions>().RefuseAsync(pending, denied, Ct));
        await host.Service<IInteractions>().RefuseAsync(pending, denied, Ct);
        // Somebody who signs in meanwhile does not undo the refusal.
        host.SignIn();
        var response = await host.Browser.ResumeAsync(interaction);

        Assert.Equal(
            "https://hall.example/signin-oidc?error=access_denied&error_description=The%20End-User%20went%20back.&state=st%26te%3D1&iss=https%3A%2F%2Fid.example",
            response.Headers.NonValidated["Location"].Single());
        Assert.Equal("interaction_gone", await (await host.Browser.ResumeAsync(interaction)).ShownAsync());
        Assert.Single(host.Ledger.Facts, fact => fact is { Code: "authorization.refused", Reason: "access_denied" });
    }

    [Fact]
    public async Task The_pages_are_told_what_was_asked_and_what_is_missing()
    {
        await using var host = await ProviderHost.StartAsync();
        var interaction = (await new AuthorizeRequest()
            .With("login_hint", "320100199001010018").With("ui_locales", string.Join(' ', Enumerable.Range(0, 50).Select(n => $"l{n}"))).With("max_age", "60").GetAsync(host.Browser))
            .InteractionAt("sign-in");

        var pending = (await host.FindAsync(interaction))!;

        Assert.Equal((interaction, "no_session", "sign-in"), (pending.Handle, pending.Need?.Reason, pending.Need?.Page));
        Assert.Equal(("hall", "320100199001010018", 10), (pending.Request.Client.Id.Value, pending.Request.LoginHint, pending.Request.UiLocales.Length));
        Assert.Equal((TimeSpan.FromMinutes(1), host.Clock.Now), (pending.Request.MaxAge!.Value, pending.StartedAt));
        host.SignIn();
        Assert.Null((await host.FindAsync(interaction))!.Need);
    }

    [Fact]
    public async Task Signing_in_as_one_person_in_two_tabs_keeps_both_requests_apart()
    {
        await using var host = await ProviderHost.StartAsync();
        var first = (await new AuthorizeRequest().With("state", "one").GetAsync(host.Browser)).InteractionAt("sign-in");
        var second = (await new AuthorizeRequest().With("state", "two").GetAsync(host.Browser)).InteractionAt("sign-in");
        host.SignIn();
        Assert.Equal("two", (await host.Browser.ResumeAsync(second)).SentTo("https://hall.example/signin-oidc")["state"]);
        Assert.Equal("one", (await host.Browser.ResumeAsync(first)).SentTo("https://hall.example/signin-oidc")["state"]);
    }
}
