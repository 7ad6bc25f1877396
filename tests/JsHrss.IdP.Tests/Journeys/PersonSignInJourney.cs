using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>账号密码登录 of a person, from the hall's request to the tokens (R34).</summary>
public sealed class PersonSignInJourney : IAsyncLifetime
{
    private IdpHost _host = null!;

    public ValueTask InitializeAsync()
    {
        _host = IdpHost.Start();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("13000000006")]
    [InlineData("320800197006150166")]
    [InlineData(" +86 130-0000-0006 ")]
    public async Task A_person_gets_tokens_that_say_who_and_how_sure(string account)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, account));
        var id = tokens.Claims();
        Assert.Equal(_host.Issuer, id.GetProperty("iss").GetString());
        Assert.Equal("hall", id.GetProperty("aud").GetString());
        Assert.Equal("no-1", id.GetProperty("nonce").GetString());
        Assert.StartsWith("p_", id.GetProperty("sub").GetString(), StringComparison.Ordinal);
        Assert.Equal("person", id.GetProperty("subject_type").GetString());
        Assert.Equal("real_name", id.GetProperty("auth_level").GetString());
        Assert.Equal("urn:jshrss:acr:realname", id.GetProperty("acr").GetString());
        Assert.Equal("pwd", id.GetProperty("amr")[0].GetString());
        Assert.Equal("local", id.GetProperty("idp").GetString());
        Assert.False(id.TryGetProperty("represents", out _));
        Assert.False(id.TryGetProperty("name", out _));

        var userinfo = await hall.GetAsync("/connect/userinfo", tokens["access_token"]!);
        Assert.Equal("孙示名", userinfo["name"]);
        Assert.Equal("+8613000000006", userinfo["phone_number"]);
        Assert.Equal("*****0166", userinfo["id_number"]);
        Assert.Equal("1970-06-15", userinfo["birthdate"]);
        Assert.Equal(id.GetProperty("sub").GetString(), userinfo["sub"]);
    }

    [Fact]
    [Trait("Case", "EN-01")]
    [Trait("Case", "EN-07")]
    [Trait("Case", "EN-09")]
    public async Task Five_failures_close_the_password_path_to_every_spelling_and_only_the_right_password_hears_of_it()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var page = await browser.GoAsync(hall.AuthorizeUrl());
        foreach (var account in new[] { "13000000006", "320800197006150166", "+8613000000006", "１３０００００００６", "13000000006" })
        {
            page = await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", account), ("Password", "Wrong-2026!"));
            Assert.Contains("账号或密码错误。", page.Text, StringComparison.Ordinal);
        }

        var wrong = await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", "13000000006"), ("Password", "Wrong-2026!"));
        Assert.Contains("账号或密码错误。", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("连续错误5次账户将被锁定4小时", wrong.Text, StringComparison.Ordinal);
        var right = await browser.SubmitAsync(wrong, SigningIn.PersonForm, ("Account", "13000000006"), ("Password", "Demo-2026!"));
        Assert.Contains("账户已锁定，请等待系统4小时自动解锁后进行登录", right.Text, StringComparison.Ordinal);
        var unlock = _host.Clock.GetUtcNow().AddHours(4).ToOffset(TimeSpan.FromHours(8));
        Assert.True(new[] { 0, -1 }.Any(minute => right.Text.Contains(unlock.AddMinutes(minute).ToString("HH:mm"), StringComparison.Ordinal)), right.Text);

        _host.Clock.Add(TimeSpan.FromHours(4) + TimeSpan.FromMinutes(1));
        using var later = new HttpBrowser();
        Assert.NotNull((await later.AsPersonAsync(hall, "13000000006"))["code"]);
    }

    [Fact]
    [Trait("Case", "RT-08")]
    public async Task Signing_out_ends_the_grants_of_the_session()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, "13000000006"));
        var page = await browser.GoAsync(_host.Issuer + "/sign-out");
        Assert.DoesNotContain("已退出", page.Document.Title, StringComparison.Ordinal);
        var done = await browser.SubmitAsync(page, "form[action*='sign-out']");
        Assert.Contains("您已退出登录", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("__Host-idp.session", browser.Cookies.Keys);
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Status);
    }
}
