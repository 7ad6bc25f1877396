namespace JsHrss.OpenId.Tests.EndSession;

public sealed class LogoutParametersTests
{
    [Fact]
    [Trait("Spec", "OIDC RP-Initiated Logout §2/unknown")]
    public async Task What_is_not_understood_is_ignored()
    {
        await using var host = await SigningOut.StartAsync();
        host.SignIn();
        var hint = (await host.JoinAsync(SigningOut.Hall)).IdToken();

        var answer = await host.Browser.LogoutAsync(("id_token_hint", hint), ("post_logout_redirect_uri", SigningOut.Back), ("tomorrow", "1"), ("ui_locales", "xx-Nowhere"), ("logout_hint", "who?"));

        Assert.Equal(SigningOut.Back, answer.Sent());
        Assert.Single(host.Sessions.Ended);
    }
}
