using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.EndSession;

/// <summary>When the person is asked, and what becomes of the answer.</summary>
public sealed class SignOutQuestionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "OIDC RP-Initiated Logout §2/ask")]
    [Trait("Spec", "OIDC RP-Initiated Logout §2/logs-out")]
    [Trait("Spec", "OIDC RP-Initiated Logout §3/without-hint")]
    [Trait("Case", "RT-18")]
    public async Task Without_a_hint_the_person_is_asked_and_the_answer_leads_back()
    {
        await using var host = await SigningOut.StartAsync();
        var session = host.SignIn();
        await host.JoinAsync(SigningOut.Hall);

        var handle = (await host.Browser.LogoutAsync(("client_id", "hall"), ("post_logout_redirect_uri", SigningOut.Back), ("state", "s"), ("ui_locales", "en zh-CN"))).InteractionAt("sign-out");

        Assert.Empty(host.Sessions.Ended);
        var pending = await host.FindSignOutAsync(handle);
        Assert.Equal((session.Id, new ClientId("hall"), null, $"{SigningOut.Back}?state=s"), (pending!.Session!.Id, pending.Client!.Id, pending.Context?.Value, pending.ReturnTo));
        Assert.Equal(["self"], pending.OtherContexts.Select(context => context.Value));
        Assert.Equal(["en", "zh-CN"], pending.UiLocales);

        var done = await host.SignOutAsync(handle, SignOutReach.Browser);
        Assert.Equal($"{SigningOut.Back}?state=s", done.ReturnTo);
        Assert.Equal(session.Id, Assert.Single(host.Sessions.Ended).Id);
        Assert.Null(await host.FindSignOutAsync(handle));
    }

    [Fact]
    [Trait("Spec", "OIDC RP-Initiated Logout §2/ask")]
    [Trait("Case", "RT-18")]
    [Trait("Case", "RT-16")]
    public async Task A_hint_to_another_person_or_another_session_of_the_same_person_is_no_wish_of_this_one()
    {
        await using var host = await SigningOut.StartAsync();
        host.SignIn();
        var former = (await host.JoinAsync(SigningOut.Hall)).IdToken();

        host.SignIn("p_other");
        await host.JoinAsync(SigningOut.Hall);
        Assert.Null((await AskedAsync(host, former)).Context);

        host.SignIn();
        await host.JoinAsync(SigningOut.Hall);
        Assert.Null((await AskedAsync(host, former)).Context);
        Assert.Empty(host.Sessions.Ended);
    }

    [Fact]
    [Trait("Spec", "OIDC RP-Initiated Logout §2/hint-issuer")]
    [Trait("Spec", "OIDC RP-Initiated Logout §4/unvalidated")]
    [Trait("Case", "RT-18")]
    [Trait("Case", "JW-17")]
    public async Task A_forged_hint_counts_as_none()
    {
        await using var host = await SigningOut.StartAsync();
        using var foreign = new InMemorySigningKeys();
        host.SignIn();
        var hint = (await host.JoinAsync(SigningOut.Hall)).IdToken();
        var claims = Jwt.Claims(hint).GetRawText();
        var kid = host.Keys.For("ES256").Kid;

        Assert.Null((await AskedAsync(host, Jwt.Signed(foreign, $$"""{"alg":"ES256","typ":"JWT","kid":"{{kid}}"}""", claims))).Client);
        Assert.Null((await AskedAsync(host, Jwt.Signed(host.Keys, """{"alg":"ES256","typ":"at+jwt","kid":"KID"}""", claims))).Client);
        Assert.Null((await AskedAsync(host, Jwt.Signed(host.Keys, """{"alg":"ES256","typ":"logout+jwt","kid":"KID"}""", claims))).Client);
        Assert.Null((await AskedAsync(host, Jwt.Signed(host.Keys, """{"alg":"none","typ":"JWT","kid":"KID"}""", claims))).Client);
        Assert.Null((await AskedAsync(host, Jwt.Signed(host.Keys, """{"alg":"ES256","typ":"JWT","kid":"KID"}""", claims.Replace("https://id.example", "https://evil.example", StringComparison.Ordinal)))).Client);
        Assert.Null((await AskedAsync(host, hint[..^4] + "AAAA")).Client);
        Assert.Empty(host.Sessions.Ended);
    }

    [Fact]
    [Trait("Spec", "OIDC RP-Initiated Logout §2/ask")]
    public async Task With_further_contexts_in_use_the_person_says_how_much()
    {
        await using var host = await SigningOut.StartAsync();
        host.SignIn();
        var self = await host.JoinAsync(SigningOut.Hall);
        var unit = await host.JoinAsync(SigningOut.Hall, "m_one");
        var handle = (await host.Browser.LogoutAsync(("id_token_hint", unit.IdToken()), ("post_logout_redirect_uri", SigningOut.Back))).InteractionAt("sign-out");
        var pending = await host.FindSignOutAsync(handle);
        Assert.Equal(("m_one", "self"), (pending!.Context?.Value, Assert.Single(pending.OtherContexts).Value));

        var done = await host.SignOutAsync(handle, SignOutReach.Context);

        Assert.Equal((SignOutReach.Context, SigningOut.Back), (done.Reach, done.ReturnTo));
        Assert.Empty(host.Sessions.Ended);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(SigningOut.Hall, unit.RefreshToken)).Error);
        Assert.Equal(200, (int)(await host.RefreshAsync(SigningOut.Hall, self.RefreshToken)).Status);
        // The context that is over is no part of the session any more: a second sign-out by its hint must ask.
        Assert.Null((await AskedAsync(host, unit.IdToken())).Context);
    }

    [Fact]
    [Trait("Spec", "OIDC Back-Channel Logout §2.7")]
    [Trait("Case", "RT-08")]
    public async Task A_code_that_nobody_redeemed_ends_with_its_session_and_a_refresh_token_issued_before_goes_on()
    {
        await using var host = await SigningOut.StartAsync();
        host.SignIn();
        var issued = await host.JoinAsync(SigningOut.Hall, scope: "openid offline_access");
        var redirectUri = SigningOut.Hall.RedirectUris[0];
        var unredeemed = (await new AuthorizeRequest().For(SigningOut.Hall.Id.Value, redirectUri, "openid offline_access").GetAsync(host.Browser)).SentTo(redirectUri)["code"]!;
        var handle = (await host.Browser.LogoutAsync()).InteractionAt("sign-out");

        await host.SignOutAsync(handle, SignOutReach.Browser);

        var refused = await host.TokenAsync(
            SigningOut.Hall, ("grant_type", "authorization_code"), ("code", unredeemed), ("redirect_uri", redirectUri), ("code_verifier", AuthorizeRequest.Verifier));
        Assert.Equal("invalid_grant", refused.Error);
        Assert.Equal(200, (int)(await host.RefreshAsync(SigningOut.Hall, issued.RefreshToken)).Status);
    }

    [Fact]
    [Trait("Case", "RT-08")]
    public async Task Everywhere_ends_the_grants_with_offline_access_too()
    {
        await using var host = await SigningOut.StartAsync();
        host.SignIn();
        var elsewhere = await host.JoinAsync(SigningOut.Hall, scope: "openid offline_access");
        host.SignIn();
        var here = await host.JoinAsync(SigningOut.Hall, scope: "openid offline_access");

        await host.SignOutAsync(null, SignOutReach.Everywhere);

        Assert.Equal("invalid_grant", (await host.RefreshAsync(SigningOut.Hall, elsewhere.RefreshToken)).Error);
        Assert.Equal("invalid_grant", (await host.RefreshAsync(SigningOut.Hall, here.RefreshToken)).Error);
    }

    [Fact]
    [Trait("Spec", "OIDC Back-Channel Logout §2.7")]
    [Trait("Spec", "OIDC Core §11")]
    [Trait("Spec", "OIDC Back-Channel Logout §2.7/grants")]
    public async Task A_plain_sign_out_leaves_the_grants_with_offline_access()
    {
        await using var host = await SigningOut.StartAsync();
        host.SignIn();
        var tokens = await host.JoinAsync(SigningOut.Hall, scope: "openid offline_access");
        await host.Browser.LogoutAsync(("id_token_hint", tokens.IdToken()));
        Assert.Equal(200, (int)(await host.RefreshAsync(SigningOut.Hall, tokens.RefreshToken)).Status);
    }

    [Fact]
    [Trait("Case", "AZ-21")]
    public async Task A_waiting_sign_out_is_worth_nothing_in_another_browser_nor_when_it_is_old()
    {
        await using var host = await SigningOut.StartAsync();
        host.SignIn();
        await host.JoinAsync(SigningOut.Hall);
        var handle = (await host.NewBrowser().LogoutAsync(("client_id", "hall"))).InteractionAt("sign-out");
        Assert.Null(await host.FindSignOutAsync(handle));

        var own = (await host.Browser.LogoutAsync(("client_id", "hall"))).InteractionAt("sign-out");
        Assert.NotNull(await host.FindSignOutAsync(own));
        host.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Null(await host.FindSignOutAsync(own));
    }

    [Fact]
    [Trait("Case", "CD-11")]
    public async Task A_waiting_authorization_is_no_sign_out_and_a_waiting_sign_out_is_no_authorization()
    {
        await using var host = await SigningOut.StartAsync();
        var authorization = (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("sign-in");
        host.SignIn();
        var signOut = (await host.Browser.LogoutAsync(("client_id", "hall"))).InteractionAt("sign-out");

        Assert.Null(await host.FindSignOutAsync(authorization));
        Assert.Null(await host.FindAsync(signOut));
        Assert.Equal("interaction_gone", await (await host.Browser.ResumeAsync(signOut)).ShownAsync());
        Assert.Equal("interaction_gone", await (await host.Browser.GetAsync("/connect/logout/resume?interaction=" + authorization, Ct)).ShownAsync());
        Assert.NotNull(await host.FindSignOutAsync(signOut));
        Assert.NotNull(await host.FindAsync(authorization));
    }

    [Fact]
    public async Task A_POST_that_must_ask_is_bound_to_the_browser_that_comes_back_with_it()
    {
        await using var host = await SigningOut.StartAsync();
        host.SignIn();
        var resume = (await host.Browser.PostLogoutAsync(("client_id", "hall"))).Sent();
        Assert.Null(await host.FindSignOutAsync(resume[(resume.IndexOf('=', StringComparison.Ordinal) + 1)..]));
        var handle = (await host.Browser.GetAsync(resume, Ct)).InteractionAt("sign-out");
        Assert.NotNull(await host.FindSignOutAsync(handle));
        Assert.Equal("interaction_gone", await (await host.NewBrowser().GetAsync(resume, Ct)).ShownAsync());
    }

    [Fact]
    public async Task Without_a_request_of_a_relying_party_the_person_sees_all_contexts_in_use()
    {
        await using var host = await SigningOut.StartAsync();
        Assert.Null((await host.FindSignOutAsync(null))!.Session);
        host.SignIn();
        await host.JoinAsync(SigningOut.Hall, "m_one");
        await host.JoinAsync(SigningOut.Partner);
        var pending = await host.FindSignOutAsync(null);
        Assert.Equal(["m_one", "self"], pending!.OtherContexts.Select(context => context.Value).Order(StringComparer.Ordinal));
        // Nothing was named that could be smaller than the session.
        Assert.Equal(SignOutReach.Browser, (await host.SignOutAsync(null, SignOutReach.Context)).Reach);
        Assert.Single(host.Sessions.Ended);
    }

    [Fact]
    public async Task A_waiting_sign_out_of_somebody_who_is_signed_out_already_still_leads_back()
    {
        await using var host = await SigningOut.StartAsync();
        var session = host.SignIn();
        var handle = (await host.Browser.LogoutAsync(("client_id", "hall"), ("post_logout_redirect_uri", SigningOut.Back))).InteractionAt("sign-out");
        host.Sessions.End(null!, session);

        Assert.Null((await host.FindSignOutAsync(handle))!.Session);
        Assert.Equal(SigningOut.Back, (await host.SignOutAsync(handle, SignOutReach.Browser)).ReturnTo);
    }

    private static async Task<PendingSignOut> AskedAsync(ProviderHost host, string hint) =>
        (await host.FindSignOutAsync((await host.Browser.LogoutAsync(("id_token_hint", hint))).InteractionAt("sign-out")))!;
}
