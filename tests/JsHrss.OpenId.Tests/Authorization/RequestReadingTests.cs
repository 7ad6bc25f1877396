using System.Net;
using System.Text;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Authorization;

/// <summary>What is refused before anybody is known: shown here, never redirected.</summary>
public sealed class RequestReadingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "RFC 6749 §4.1.2.1/no-redirect")]
    public async Task A_missing_or_unknown_client_is_told_to_the_person()
    {
        await using var host = await ProviderHost.StartAsync();
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().With("client_id", null).GetAsync(host.Browser)).ShownAsync());
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().With("client_id", new string('a', 129)).GetAsync(host.Browser)).ShownAsync());
        Assert.Equal("invalid_client", await (await new AuthorizeRequest().With("client_id", "nobody").GetAsync(host.Browser)).ShownAsync());
    }

    [Theory]
    [InlineData("client_id", "hall")]
    [InlineData("client_id", "partner")]
    [InlineData("redirect_uri", "https://hall.example/signin-oidc")]
    [InlineData("redirect_uri", "https://evil.example/cb")]
    [Trait("Spec", "RFC 6749 §3.1/once")]
    [Trait("Case", "AZ-08")]
    public async Task A_second_client_or_redirect_URI_is_never_redirected(string name, string second)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().And(name, second).GetAsync(host.Browser)).ShownAsync());
    }

    [Theory]
    [InlineData("state", "other")]
    [InlineData("scope", "openid")]
    [InlineData("nonce", "n-0S6_WzA2Mj")]
    [InlineData("code_challenge", "x")]
    [InlineData("unknown_to_us", "1")]
    [Trait("Spec", "RFC 6749 §3.1/once")]
    [Trait("Spec", "OIDC Core §3.1.2.2/oauth")]
    [Trait("Case", "AZ-08")]
    public async Task Any_other_parameter_sent_twice_is_told_to_the_client(string name, string second)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var request = new AuthorizeRequest();
        if (name == "unknown_to_us")
            request.And(name, "2");
        var response = await request.And(name, second).GetAsync(host.Browser);
        Assert.Equal("invalid_request", response.ErrorAtHall(state: name == "state" ? null : "st&te=1"));
    }

    [Theory]
    [InlineData("state[]")]
    [InlineData("scope[0]")]
    [Trait("Case", "AZ-08")]
    public async Task The_array_spelling_of_a_known_parameter_is_refused(string name)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        Assert.Equal("invalid_request", (await new AuthorizeRequest().And(name, "x").GetAsync(host.Browser)).ErrorAtHall());
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §3.1/empty")]
    [Trait("Spec", "RFC 6749 §3.1/unknown")]
    [Trait("Spec", "OIDC Core §3.1.2.2/unknown")]
    public async Task Unknown_parameters_are_ignored_and_empty_ones_count_as_absent()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        (await new AuthorizeRequest().With("utm_source", "x").With("nonce", "").With("max_age", "").GetAsync(host.Browser)).CodeAtHall();
        Assert.Equal("invalid_request", (await new AuthorizeRequest().With("response_type", "").GetAsync(host.Browser)).ErrorAtHall());
    }

    [Fact]
    [Trait("Case", "AZ-08")]
    public async Task Query_and_body_are_never_mixed()
    {
        await using var host = await ProviderHost.StartAsync();
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().PostAsync(host.Browser, "?prompt=none")).ShownAsync());
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "client_id=hall")]
    [InlineData("multipart/form-data; boundary=x", "--x--")]
    public async Task A_POST_that_is_no_form_is_refused(string mediaType, string body)
    {
        await using var host = await ProviderHost.StartAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        Assert.Equal("invalid_request", await (await host.Browser.PostAsync("/connect/authorize", content, Ct)).ShownAsync(HttpStatusCode.UnsupportedMediaType));
    }

    [Theory]
    [InlineData("client_id=%zz")]
    [InlineData("client_id=%C3%28")]
    [InlineData("client_id=hall%00")]
    [InlineData("client_id=hall%0a")]
    public async Task Broken_coding_and_control_characters_are_refused(string query)
    {
        await using var host = await ProviderHost.StartAsync();
        using var form = new StringContent(query, Encoding.UTF8, "application/x-www-form-urlencoded");
        Assert.Equal("invalid_request", await (await host.Browser.PostAsync("/connect/authorize", form, Ct)).ShownAsync());
    }

    [Theory]
    [InlineData("state")]
    [InlineData("nonce")]
    [InlineData("claims")]
    [InlineData("login_hint")]
    [Trait("Case", "AZ-16")]
    [Trait("Case", "HT-05")]
    public async Task A_parameter_of_a_hundred_kilobytes_is_refused(string name)
    {
        await using var host = await ProviderHost.StartAsync();
        var huge = new string('x', 100 * 1024);
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().With(name, huge).PostAsync(host.Browser)).ShownAsync(HttpStatusCode.RequestEntityTooLarge));
        Assert.Equal(HttpStatusCode.RequestUriTooLong, (await new AuthorizeRequest().With(name, huge).GetAsync(host.Browser)).StatusCode);
    }

    [Theory]
    [InlineData("state", 2048)]
    [InlineData("nonce", 512)]
    [InlineData("login_hint", 256)]
    [InlineData("ui_locales", 512)]
    [InlineData("acr_values", 1024)]
    [InlineData("display", 512)]
    [InlineData("claims_locales", 512)]
    [InlineData("unknown_to_us", 512)]
    [Trait("Case", "AZ-16")]
    public async Task Each_parameter_has_its_bound(string name, int longest)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        (await new AuthorizeRequest().With(name, new string('x', longest)).GetAsync(host.Browser)).CodeAtHall();
        var state = name == "state" ? null : "st&te=1";
        Assert.Equal("invalid_request", (await new AuthorizeRequest().With(name, new string('x', longest + 1)).GetAsync(host.Browser)).ErrorAtHall(state));
    }

    [Fact]
    [Trait("Case", "AZ-16")]
    [Trait("Case", "HT-08")]
    public async Task Ten_thousand_locales_are_refused_and_of_many_ten_are_read()
    {
        await using var host = await ProviderHost.StartAsync();
        var many = string.Join(' ', Enumerable.Range(0, 10_000).Select(n => $"l{n}"));
        Assert.Equal("invalid_request", await (await new AuthorizeRequest().With("ui_locales", many).PostAsync(host.Browser)).ShownAsync(HttpStatusCode.RequestEntityTooLarge));

        var interaction = (await new AuthorizeRequest().With("ui_locales", string.Join(' ', Enumerable.Range(0, 50).Select(n => $"l{n}"))).GetAsync(host.Browser)).InteractionAt("sign-in");
        Assert.NotNull(interaction);
    }

    [Fact]
    [Trait("Case", "HT-05")]
    public async Task Ten_thousand_parameters_are_refused()
    {
        await using var host = await ProviderHost.StartAsync();
        var many = string.Join('&', Enumerable.Range(0, 1000).Select(n => $"p{n}=1"));
        Assert.Equal("invalid_request", await (await host.Browser.GetAsync("/connect/authorize?" + many, Ct)).ShownAsync());
    }

    [Fact]
    [Trait("Spec", "RFC 6749 §4.1.2.1")]
    [Trait("Spec", "RFC 6749 §4.1.2/state")]
    [Trait("Spec", "RFC 6749 §10.14/validated")]
    public async Task A_state_of_any_signs_comes_back_as_it_was()
    {
        const string state = "江苏 & <script> \"=%\\+/?#";
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        Assert.Equal(state, (await new AuthorizeRequest().With("state", state).GetAsync(host.Browser)).SentTo("https://hall.example/signin-oidc")["state"]);
    }
}
