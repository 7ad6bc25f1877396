using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using JsHrss.Accounts.Challenges;
using JsHrss.Accounts.SignIn;
using JsHrss.IdP.Challenges;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.OpenId.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Limits;

/// <summary>Two failures, then a picture: at the sign-in page of the whole server (C21).</summary>
public sealed class HumanChallengeJourney : IAsyncLifetime
{
    private const string Wrong = "Wrong-2026!";
    private const string Unknown = "13999999999";

    private IdpHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await IdpHost.StartAsync(settings: ["Limits:SignIn:ChallengeFrom=3", "Limits:SignIn:QuestionsPerNetwork=2", "Proxies:Addresses:0=127.0.0.1", "Proxies:Addresses:1=::1"]);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task<Stop> OpenAsync(HttpBrowser browser, string tab = "person") => browser.GoAsync($"{_host.Issuer}/sign-in?tab={tab}");

    private static Task<Stop> SendAsync(HttpBrowser browser, Stop page, string account, string password, string? answer = null, string? unit = null) => browser.SubmitAsync(
        page,
        SigningIn.PersonForm,
        [("Account", account), ("Password", password), .. answer is null ? Array.Empty<(string, string)>() : [("Challenge", answer)], .. unit is null ? Array.Empty<(string, string)>() : [("UnitCode", unit)]]);

    private async Task<Stop> FailTwiceAsync(HttpBrowser browser, string account)
    {
        var page = await OpenAsync(browser);
        for (var i = 0; i < 2; i++)
            page = await SendAsync(browser, page, account, Wrong);
        return page;
    }

    [Theory]
    [InlineData(Demo.Sun)]
    [InlineData(Unknown)]
    [Trait("Spec", "C21")]
    [Trait("Case", "EN-01")]
    public async Task After_the_second_failure_the_picture_stands_in_the_form_whether_the_account_exists_or_not(string account)
    {
        using var browser = new HttpBrowser();
        var page = await OpenAsync(browser);
        Assert.Null(page.Document.GetElementById("Challenge"));
        page = await SendAsync(browser, page, account, Wrong);
        Assert.Null(page.Document.GetElementById("Challenge"));
        page = await SendAsync(browser, page, account, Wrong);
        Assert.Contains("账号或密码错误。", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("img[src='/challenge/sign-in'][alt]"));
        Assert.Equal("picture", page.Document.QuerySelector("input[name=ChallengeWay]")!.GetAttribute("value"));
        Assert.Equal(account, ((IHtmlInputElement)page.Document.GetElementById("Account")!).Value);
    }

    [Fact]
    [Trait("Case", "EN-10")]
    public async Task The_right_password_and_the_picture_sign_in_and_the_account_starts_anew()
    {
        using var browser = new HttpBrowser();
        var page = await FailTwiceAsync(browser, Demo.Sun);
        var picture = await browser.LoadPictureAsync(_host);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture[..4]);
        var done = await SendAsync(browser, page, Demo.Sun, Demo.PersonalPassword, browser.Solve(_host).ToLowerInvariant());
        Assert.Contains("__Host-idp.session", browser.Cookies.Keys);
        Assert.DoesNotContain(ChallengeCookie.Name, browser.Cookies.Keys);
        Assert.Equal("/", new Uri(done.Url).AbsolutePath);
        using var later = new HttpBrowser();
        Assert.Null((await SendAsync(later, await OpenAsync(later), Demo.Sun, Wrong)).Document.GetElementById("Challenge"));
    }

    [Fact]
    public async Task Without_an_answer_or_with_a_wrong_one_the_right_password_is_not_looked_at()
    {
        using var browser = new HttpBrowser();
        await FailTwiceAsync(browser, Demo.Sun);
        using var fresh = new HttpBrowser();
        var asked = await SendAsync(fresh, await OpenAsync(fresh), Demo.Sun, Demo.PersonalPassword);
        Assert.Contains("请先完成验证，再输入一次密码", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("__Host-idp.session", fresh.Cookies.Keys);

        await fresh.LoadPictureAsync(_host);
        var wrong = await SendAsync(fresh, asked, Demo.Sun, Demo.PersonalPassword, "22222X");
        Assert.Contains("验证码或答案不对，或者已经过期", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("也不计入错误次数", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("true", wrong.Document.GetElementById("Challenge")!.GetAttribute("aria-invalid"));
        Assert.DoesNotContain("__Host-idp.session", fresh.Cookies.Keys);
        Assert.Equal(1, await _host.Database.CountAsync("select count(*) from credential where failures = 2"));

        var empty = await SendAsync(fresh, wrong, Demo.Sun, Demo.PersonalPassword, " ");
        Assert.Contains("请完成验证", empty.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "OT-08")]
    public async Task An_answer_is_refused_when_used_before_replaced_expired_anothers_or_one_of_two()
    {
        // Failures count in windows of half an hour that begin at fixed times; none may end within the test.
        _host.Clock.Add(TimeSpan.FromMinutes(31 - (_host.Clock.GetUtcNow().Minute % 30)));
        using var browser = new HttpBrowser();
        var page = await FailTwiceAsync(browser, Demo.Sun);

        await browser.LoadPictureAsync(_host);
        var (cookie, answer) = (browser.Cookies[ChallengeCookie.Name], browser.Solve(_host));
        await SendAsync(browser, page, Demo.Sun, Wrong, answer);
        browser.Cookies[ChallengeCookie.Name] = cookie;
        await Refused(answer); // used

        await browser.LoadPictureAsync(_host);
        var (formerCookie, former) = (browser.Cookies[ChallengeCookie.Name], browser.Solve(_host));
        await browser.LoadPictureAsync(_host);
        Assert.NotEqual(former, browser.Solve(_host));
        await Refused(former); // replaced
        browser.Cookies[ChallengeCookie.Name] = formerCookie;
        await Refused(former); // replaced, its cookie put back

        await browser.LoadPictureAsync(_host);
        (formerCookie, former) = (browser.Cookies[ChallengeCookie.Name], browser.Solve(_host));
        await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("ChallengeNew", "words"));
        browser.Cookies[ChallengeCookie.Name] = formerCookie;
        await Refused(former); // replaced by a question, its cookie put back

        await browser.LoadPictureAsync(_host);
        var late = browser.Solve(_host);
        _host.Clock.Add(TimeSpan.FromMinutes(3));
        await Refused(late); // expired

        using var other = new HttpBrowser();
        await other.LoadPictureAsync(_host);
        await Refused(other.Solve(_host)); // another browser's
        browser.Cookies[ChallengeCookie.Name] = other.Cookies[ChallengeCookie.Name];
        await Refused(other.Solve(_host)); // another browser's, with its cookie

        await browser.LoadPictureAsync(_host);
        await RefusedFrom("203.0.113.7", browser.Solve(_host)); // given at another network

        await browser.LoadPictureAsync(_host);
        await Refused("x", ("Challenge", browser.Solve(_host))); // two at once
        browser.Cookies[ChallengeCookie.Name] = "nonsense";
        await Refused("x"); // malformed
        browser.Cookies.Remove(ChallengeCookie.Name);
        await Refused("7K3FM"); // none

        // And taken when none of this was done: not the password was what is refused above.
        await browser.LoadPictureAsync(_host);
        await SendAsync(browser, page, Demo.Sun, Demo.PersonalPassword, browser.Solve(_host));
        Assert.Contains("__Host-idp.session", browser.Cookies.Keys);

        Task Refused(string given, params (string Name, string Value)[] more) => RefusedFrom(null, given, more);

        async Task RefusedFrom(string? address, string given, params (string Name, string Value)[] more)
        {
            var form = page.Document.QuerySelector<IHtmlFormElement>(SigningIn.PersonForm)!;
            var token = form.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;
            (string Name, string Value)[] fields = [("__RequestVerificationToken", token), ("Account", Demo.Sun), ("Password", Demo.PersonalPassword), ("ChallengeWay", "picture"), ("Challenge", given), .. more];
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{_host.Issuer}/sign-in?tab=person") { Content = new FormUrlEncodedContent(fields.Select(one => KeyValuePair.Create(one.Name, one.Value))) };
            if (address is not null)
                request.Headers.Add("X-Forwarded-For", address);
            using var sent = await browser.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
            Assert.DoesNotContain("__Host-idp.session", browser.Cookies.Keys);
        }
    }

    [Fact]
    public async Task Asked_in_words_instead_the_form_keeps_what_was_typed_but_the_password()
    {
        using var browser = new HttpBrowser();
        var page = await FailTwiceAsync(browser, Demo.Sun);
        page = await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", "320800197006150166"), ("Password", Demo.PersonalPassword), ("ChallengeNew", "words"));
        Assert.Null(page.Document.QuerySelector("img[src^='/challenge']"));
        Assert.Equal("320800197006150166", ((IHtmlInputElement)page.Document.GetElementById("Account")!).Value);
        Assert.DoesNotContain(Demo.PersonalPassword, page.Body, StringComparison.Ordinal);
        var question = page.Document.QuerySelector(".asked")!.TextContent;
        Assert.NotEmpty(question);
        Assert.DoesNotContain("__Host-idp.session", browser.Cookies.Keys);
        var again = await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("ChallengeNew", "words"));
        await SendAsync(browser, again, Demo.Sun, Demo.PersonalPassword, browser.Solve(_host));
        Assert.Contains("__Host-idp.session", browser.Cookies.Keys);
    }

    [Fact]
    public async Task When_questions_in_words_are_used_up_the_picture_still_opens()
    {
        using var browser = new HttpBrowser();
        var page = await FailTwiceAsync(browser, Demo.Sun);
        for (var i = 0; i < 2; i++)
        {
            page = await browser.SubmitAsync(page, SigningIn.PersonForm, ("ChallengeNew", "words"));
            page = await SendAsync(browser, page, Demo.Sun, Wrong, browser.Solve(_host));
            Assert.Contains("账号或密码错误。", page.Text, StringComparison.Ordinal);
        }

        page = await browser.SubmitAsync(page, SigningIn.PersonForm, ("ChallengeNew", "words"));
        page = await SendAsync(browser, page, Demo.Sun, Demo.PersonalPassword, browser.Solve(_host));
        Assert.Contains("请改用图形验证码，或拨打 12333", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("img[src='/challenge/sign-in']"));
        await browser.LoadPictureAsync(_host);
        await SendAsync(browser, page, Demo.Sun, Demo.PersonalPassword, browser.Solve(_host));
        Assert.Contains("__Host-idp.session", browser.Cookies.Keys);
    }

    [Fact]
    [Trait("Case", "EN-07")]
    public async Task The_unit_form_and_the_person_form_count_one_account_together()
    {
        using var browser = new HttpBrowser();
        await SendAsync(browser, await OpenAsync(browser), Demo.Li, Wrong);
        var page = await SendAsync(browser, await OpenAsync(browser, "unit"), Demo.Li, Wrong, unit: Demo.U1);
        Assert.NotNull(page.Document.GetElementById("Challenge"));
        await browser.LoadPictureAsync(_host);
        await SendAsync(browser, page, Demo.Li, Demo.UnitPassword, browser.Solve(_host), Demo.U1Number);
        Assert.Contains("__Host-idp.session", browser.Cookies.Keys);
    }

    [Fact]
    [Trait("Case", "OT-08")]
    public async Task Neither_picture_nor_page_nor_cookie_tells_the_answer()
    {
        using var browser = new HttpBrowser();
        var page = await FailTwiceAsync(browser, Demo.Sun);
        for (var i = 0; i < 20; i++)
        {
            var picture = await browser.LoadPictureAsync(_host);
            var answer = browser.Solve(_host);
            Assert.InRange(answer.Length, 4, 5);
            Assert.True(picture.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(answer)) < 0);
            Assert.DoesNotContain(answer, browser.Cookies[ChallengeCookie.Name] + page.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Case", "EN-16")]
    public async Task While_nothing_can_be_counted_nobody_signs_in_by_password()
    {
        await using var host = await IdpHost.StartAsync(services: services => services.AddSingleton<IAttemptCounters, NoCounters>());
        var failures = await host.Database.CountAsync("select sum(failures) from credential");
        using var browser = new HttpBrowser();
        var page = await browser.GoAsync($"{host.Issuer}/sign-in");
        var answer = await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Demo.Sun), ("Password", Demo.PersonalPassword));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.DoesNotContain("__Host-idp.session", browser.Cookies.Keys);
        Assert.Equal(failures, await host.Database.CountAsync("select sum(failures) from credential"));
    }

    private sealed class NoCounters : IAttemptCounters
    {
        public ValueTask SpendAsync(HumanChallenge replaced, CancellationToken ct) => throw new StoreUnavailableException("The counters are away.");

        public ValueTask<AttemptAdmission> ReserveAsync(AttemptClaim claim, AttemptOptions options, CancellationToken ct) => throw new StoreUnavailableException("The counters are away.");

        public ValueTask GiveBackAsync(AttemptClaim claim, AttemptOptions options, CancellationToken ct) => throw new StoreUnavailableException("The counters are away.");

        public ValueTask<bool> NeedsChallengeAsync(string network, AttemptOptions options, DateTimeOffset now, CancellationToken ct) => ValueTask.FromResult(false);
    }
}
