using System.Net;
using AngleSharp.Html.Dom;
using JsHrss.IdP.Tests.Api;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>Address books over HTTP, and what relying parties read of them.</summary>
[Trait("Spec", "R153")]
public sealed class AddressBookJourney(AddressIdp idp) : IClassFixture<AddressIdp>
{
    private readonly IdpHost _host = idp.Units.Host;

    private string Own => $"{_host.Issuer}/account/addresses";

    [Fact]
    [Trait("Spec", "R154")]
    [Trait("Spec", "OIDC Core §5.1.1/object")]
    public async Task The_row_of_the_demonstration_shows_one_of_ten_and_is_the_claim_for_oneself_and_for_the_unit()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid address unit");
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Han));
        Assert.False(tokens.Claims().TryGetProperty("address", out _));
        var claims = (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Json;
        Assert.Equal(
            """{"formatted":"214000\n江苏省无锡市滨湖区示例路78号2幢301室","region":"江苏省","locality":"无锡市滨湖区","street_address":"示例路78号2幢301室","postal_code":"214000","country":"中国"}""",
            System.Text.RegularExpressions.Regex.Unescape(claims.GetProperty("address").GetRawText()).Replace("\n", "\\n", StringComparison.Ordinal));
        Assert.False(claims.TryGetProperty("represents", out _));
        var page = await browser.GoAsync(Own);
        Assert.Contains("温馨提示: 最多10个, 当前已设置 1 个, 还可以增加 9 个", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("13000000030", page.Body, StringComparison.Ordinal);

        using var unit = new HttpBrowser();
        tokens = await hall.RedeemAsync(await unit.AsMemberAsync(hall, Demo.U4, Demo.Han));
        claims = (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Json;
        Assert.Equal("示例路78号2幢301室", claims.GetProperty("address").GetProperty("street_address").GetString());
        Assert.False(claims.GetProperty("represents").TryGetProperty("address", out _));
        // The unit's password opens nothing of the person's own.
        Assert.Contains("then=addresses", (await unit.GoAsync(Own)).Url, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §5.5")]
    [Trait("Spec", "OIDC Core §5.3.2/omitted")]
    public async Task The_claim_follows_the_default_at_once_and_comes_by_name_too()
    {
        var person = await idp.Units.PersonAsync();
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid address");
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, person.Phone!.Value));
        Assert.Null(await StreetAsync());
        await AddAsync(browser, Own, "示例路1号");
        Assert.Equal("示例路1号", await StreetAsync());
        await AddAsync(browser, Own, "示例路2号", ("MakeDefault", "yes"));
        Assert.Equal("示例路2号", await StreetAsync());
        var page = await browser.GoAsync(Own);
        var asked = await browser.GoAsync(Href(page, "li.card-x footer a.is-danger"));
        page = await browser.SubmitAsync(asked, ".ask form");
        Assert.Contains("已删除收件地址", page.Text, StringComparison.Ordinal);
        Assert.Equal("示例路1号", await StreetAsync());

        using var named = Relying.Hall(_host, "openid");
        tokens = await named.RedeemAsync(await browser.GoAsync(named.AuthorizeUrl(("claims", """{"id_token":{"address":null}}"""))));
        Assert.Equal("示例路1号", tokens.Claims().GetProperty("address").GetProperty("street_address").GetString());
        Assert.False((await named.GetAsync("/connect/userinfo", tokens["access_token"]!)).Json.TryGetProperty("address", out _));

        async Task<string?> StreetAsync()
        {
            var claims = (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Json;
            return claims.TryGetProperty("address", out var address) ? address.GetProperty("street_address").GetString() : null;
        }
    }

    [Fact]
    [Trait("Case", "UN-12")]
    public async Task Of_many_at_once_ten_stand_and_somebody_elses_address_is_not_found()
    {
        var (person, other) = (await idp.Units.PersonAsync(), await idp.Units.PersonAsync());
        using var browser = await EnterAsync(person.Phone!.Value);
        using var stranger = await EnterAsync(other.Phone!.Value);
        var form = await browser.GoAsync($"{Own}/new");
        var done = await Task.WhenAll(Enumerable.Range(1, 14).Select(n => browser.SubmitAsync(form, "#form", Typed($"示例路{n}号"))));
        Assert.Equal(10, done.Count(stop => stop.Url.EndsWith("?done=added", StringComparison.Ordinal)));
        var refused = done.First(stop => !stop.Url.EndsWith("?done=added", StringComparison.Ordinal));
        Assert.Contains("最多10个收件地址，已经满了", refused.Document.QuerySelector("[data-summary]")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("示例路", ((IHtmlInputElement)refused.Document.GetElementById("Street")!).Value, StringComparison.Ordinal);
        var page = await browser.GoAsync(Own);
        Assert.Equal((10, 1), (page.Document.QuerySelectorAll("[data-address]").Length, page.Document.QuerySelectorAll("[data-address] .tag").Length));

        var id = page.Document.QuerySelector("[data-address]")!.GetAttribute("data-address")!;
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GoAsync($"{Own}/{id}")).Status);
        var own = await stranger.GoAsync($"{Own}/new");
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(stranger, own, $"{Own}/{id}", [.. Typed("偷换路1号"), ("Version", "1")])).StatusCode);
        foreach (var handler in new[] { "Remove", "Prefer" })
            Assert.Contains("已经不在了", await (await PostAsync(stranger, own, $"{Own}?handler={handler}", ("Id", id), ("Version", "1"))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(10, (await browser.GoAsync(Own)).Document.QuerySelectorAll("[data-address]").Length);
    }

    [Fact]
    [Trait("Spec", "R154")]
    [Trait("Case", "UN-11")]
    public async Task A_units_book_is_changed_by_its_administrator_read_by_an_agent_and_told_with_the_unit()
    {
        var scene = await idp.Units.PlantAsync();
        using var administrator = await EnterAsync(scene, scene.Administrator);
        await AddAsync(administrator, At(scene.Administrator), "单位路1号");
        using var agent = await EnterAsync(scene, scene.Agents[0]);
        var page = await agent.GoAsync(At(scene.Agents[0]));
        Assert.Contains("单位路1号", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main form, [data-add]"));
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GoAsync($"{At(scene.Agents[0])}/new")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(agent, page, $"{At(scene.Agents[0])}/new", Typed("单位路2号"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GoAsync(At(scene.Administrator))).Status);
        using var within = await EnterAsync(scene, scene.Within);
        Assert.Equal(HttpStatusCode.Forbidden, (await within.GoAsync(At(scene.Within))).Status);

        Assert.Equal("单位路1号", await ToldAsync(scene.Agents[0], "openid address unit"));
        Assert.Null(await ToldAsync(scene.Agents[0], "openid unit"));
        Assert.Null(await ToldAsync(scene.Within, "openid address unit"));

        // What is handed over is read before: the agent has no book, the unit's is named and masked.
        Assert.Matches("单位收件地址.*江苏省无锡市滨湖区\\*{5}", await ConsentAsync(scene.Agents[0], scene.Unit.CreditCode!.Value));
        Assert.DoesNotMatch("单位收件地址|滨湖区", await ConsentAsync(scene.Within, scene.Institution.Number!.Value));

        string At(UnitActor actor) => $"{_host.Issuer}/unit/{actor.Id}/addresses";

        async Task<string> ConsentAsync(UnitActor actor, string code)
        {
            using var browser = new HttpBrowser();
            using var hall = Relying.Hall(_host, "openid address unit");
            return (await browser.AsMemberAsync(hall, code, actor.Mobile, more: ("prompt", "consent"))).At("consent").Text;
        }

        async Task<string?> ToldAsync(UnitActor actor, string scope)
        {
            using var caller = await scene.AsAsync(actor, scope);
            var claims = (await caller.Hall.GetAsync("/connect/userinfo", caller.AccessToken)).Json;
            Assert.False(claims.TryGetProperty("address", out _));
            return claims.GetProperty("represents").TryGetProperty("address", out var address) ? address.GetProperty("street_address").GetString() : null;
        }
    }

    [Fact]
    public async Task A_change_over_another_one_shows_both_and_what_is_saved_once_more_stands()
    {
        var person = await idp.Units.PersonAsync();
        using var browser = await EnterAsync(person.Phone!.Value);
        await AddAsync(browser, Own, "示例路1号");
        var first = await browser.GoAsync(Href(await browser.GoAsync(Own), "li.card-x footer a:not(.is-danger)"));
        Assert.Equal("137", ((IHtmlInputElement)first.Document.GetElementById("Phone")!).Value[..3]);
        Assert.EndsWith("?done=changed", (await browser.SubmitAsync(first, "#form", Typed("示例路2号"))).Url, StringComparison.Ordinal);
        var told = await browser.SubmitAsync(first, "#form", Typed("示例路3号"));
        Assert.Contains("示例路2号", told.Document.QuerySelector("[data-present]")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("?done=changed", (await browser.SubmitAsync(told, "#form", Typed("示例路3号"))).Url, StringComparison.Ordinal);
        Assert.Contains("示例路3号", (await browser.GoAsync(Own)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_are_counted_and_what_comes_too_often_keeps_what_was_typed()
    {
        var person = await idp.Units.PersonAsync();
        using var browser = await EnterAsync(person.Phone!.Value);
        var form = await browser.GoAsync($"{Own}/new");
        for (var n = 0; n < AddressIdp.Changes; n++)
            Assert.Equal(HttpStatusCode.OK, (await browser.SubmitAsync(form, "#form", ("Street", "7"))).Status);
        var later = await browser.SubmitAsync(form, "#form", Typed("示例路1号"));
        Assert.Equal(HttpStatusCode.TooManyRequests, later.Status);
        Assert.Equal("示例路1号", ((IHtmlInputElement)later.Document.GetElementById("Street")!).Value);
    }

    [Fact]
    public async Task Discovery_names_it_and_the_consent_shows_it_masked()
    {
        using var http = new HttpClient();
        var metadata = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync(_host.Issuer + "/.well-known/openid-configuration", TestContext.Current.CancellationToken)).RootElement;
        foreach (var member in new[] { "scopes_supported", "claims_supported" })
            Assert.Contains("address", metadata.GetProperty(member).EnumerateArray().Select(one => one.GetString()));
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid address");
        var page = (await browser.AsPersonAsync(hall, Demo.Han, Demo.PersonalPassword, ("prompt", "consent"))).At("consent");
        Assert.Contains("江苏省无锡市滨湖区*****", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("示例路", page.Body, StringComparison.Ordinal);
    }

    private static (string, string)[] Typed(string street) => [("Recipient", "试示人"), ("Province", "32"), ("District", "320211"), ("Street", street), ("Postcode", ""), ("Phone", "13700000000")];

    private static string Href(Stop page, string selector) => new Uri(new Uri(page.Url), page.Document.QuerySelector(selector)!.GetAttribute("href")).ToString();

    private static async Task AddAsync(HttpBrowser browser, string home, string street, params (string, string)[] more)
    {
        var done = await browser.SubmitAsync(await browser.GoAsync($"{home}/new"), "#form", [.. Typed(street), .. more]);
        Assert.True(done.Url.EndsWith("?done=added", StringComparison.Ordinal), done.Text);
    }

    /// <summary>Posts with the token of a page that was shown.</summary>
    private static async Task<HttpResponseMessage> PostAsync(HttpBrowser browser, Stop page, string url, params (string Name, string Value)[] fields)
    {
        var hidden = page.Document.QuerySelectorAll("form input[type=hidden]").OfType<IHtmlInputElement>().GroupBy(input => input.Name!).Select(group => (Name: group.Key, group.First().Value)).Where(input => fields.All(field => field.Name != input.Name));
        using var content = new FormUrlEncodedContent(hidden.Concat(fields).Select(one => KeyValuePair.Create(one.Name, one.Value)));
        return await browser.SendAsync(HttpMethod.Post, url, content);
    }

    private async Task<HttpBrowser> EnterAsync(string mobile)
    {
        var browser = new HttpBrowser();
        var page = await browser.GoAsync($"{_host.Issuer}/sign-in?then=addresses");
        (await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", mobile), ("Password", Demo.PersonalPassword))).At("account/addresses");
        return browser;
    }

    private async Task<HttpBrowser> EnterAsync(UnitScene scene, UnitActor actor)
    {
        var browser = new HttpBrowser();
        var page = await browser.GoAsync($"{_host.Issuer}/sign-in?tab=unit&then=units");
        var code = actor.Member.Institution is null ? scene.Unit.CreditCode!.Value : scene.Institution.Number!.Value;
        (await browser.SubmitAsync(page, SigningIn.PersonForm, ("UnitCode", code), ("Account", actor.Mobile), ("Password", Demo.UnitPassword))).At("unit");
        return browser;
    }
}
