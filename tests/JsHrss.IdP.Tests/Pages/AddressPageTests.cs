using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using JsHrss.Accounts.Governance;
using JsHrss.IdP.Web.Addresses;
using JsHrss.IdP.Web.Units;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>The pages of both address books over a scene.</summary>
[Trait("Spec", "R153")]
public sealed class AddressPageTests
{
    private const string Own = "/account/addresses";

    private const string OfUnit = $"/unit/{SceneUnits.U1}/addresses";

    private static readonly (string, string)[] s_typed = [("Recipient", "韩示亲"), ("Province", "32"), ("District", "320211"), ("Street", "示例路78号"), ("Postcode", "214000"), ("Phone", "13000000030")];

    [Theory]
    [InlineData(0, "最多10个, 当前已设置 0 个, 还可以增加 10 个")]
    [InlineData(1, "最多10个, 当前已设置 1 个, 还可以增加 9 个")]
    [InlineData(10, "最多10个, 当前已设置 10 个, 还可以增加 0 个")]
    public async Task The_counter_is_computed_and_a_full_book_takes_none(int many, string counter)
    {
        await using var host = await PagesHost.StartAsync(Scene(many));
        using var browser = host.Browser();
        foreach (var home in new[] { Own, OfUnit })
        {
            var page = await browser.PageAsync(home);
            Assert.Equal($"温馨提示: {counter}", page.QuerySelector("[data-m11]")!.TextContent);
            Assert.Equal(many < 10, page.QuerySelector("[data-add]") is not null);
            Assert.Equal(many, page.QuerySelectorAll("[data-address]").Length);
            var opened = await browser.GetAsync($"{home}/new");
            Assert.Equal(many < 10 ? HttpStatusCode.OK : HttpStatusCode.SeeOther, opened.StatusCode);
        }
    }

    [Fact]
    public async Task A_districts_list_is_chosen_from_without_script_and_nothing_typed_is_lost()
    {
        var scene = Scene(1);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var first = await browser.PageAsync($"{Own}/new");
        Assert.Equal("江苏省", first.QuerySelector("#Province option[selected]")!.TextContent);
        Assert.Equal(13, first.QuerySelectorAll("#District optgroup").Length);
        var shown = await PlainBrowser.ReadAsync(await browser.PostAsync($"{Own}/new?handler=Province", ("Recipient", "韩示亲"), ("Province", "33"), ("District", "320211"), ("Street", "示例路78号"), ("MakeDefault", "yes")));
        Assert.Equal("浙江省", shown.QuerySelector("#Province option[selected]")!.TextContent);
        Assert.Contains(shown.QuerySelectorAll("#District option"), option => option.GetAttribute("value") == "330102");
        Assert.Empty(shown.QuerySelectorAll("#District option[selected]"));
        Assert.Equal(("韩示亲", "示例路78号", true), (Value(shown, "Recipient"), Value(shown, "Street"), shown.QuerySelector<IHtmlInputElement>("#MakeDefault")!.IsChecked));
        Assert.Empty(scene.Told);
        // A district of the province before is no choice.
        var sent = await SubmitAsync(browser, $"{Own}/new", ("Recipient", "韩示亲"), ("Province", "33"), ("District", "320211"), ("Street", "示例路78号"), ("Phone", "13000000030"));
        Assert.Equal("请选择所在地区的市、区县", (await PlainBrowser.ReadAsync(sent)).QuerySelector("#District-e")!.TextContent.Trim());
        var choices = await browser.PageAsync("/divisions/33");
        Assert.Contains("330102", choices.Body!.InnerHtml, StringComparison.Ordinal);
        foreach (var none in new[] { "99", "32x", "%20", "3" })
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/divisions/{none}")).StatusCode);
    }

    [Theory]
    [InlineData(Own)]
    [InlineData(OfUnit)]
    public async Task What_is_wrong_is_told_at_each_field_and_stays(string home)
    {
        var scene = Scene(1);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var page = await PlainBrowser.ReadAsync(await SubmitAsync(browser, $"{home}/new", ("Recipient", "<亲"), ("Province", "32"), ("District", "320299"), ("Street", "示例\u202E路"), ("Postcode", "21"), ("Phone", "110")));
        Assert.Equal(["District", "Phone", "Postcode", "Street"], page.QuerySelectorAll("[data-summary] a").Select(link => link.GetAttribute("href")![1..]).Order(StringComparer.Ordinal));
        Assert.Equal(("<亲", "示例\u202E路", "21", "110"), (Value(page, "Recipient"), Value(page, "Street"), Value(page, "Postcode"), Value(page, "Phone")));
    }

    [Fact]
    public async Task Each_button_does_its_own_to_its_own_book()
    {
        var scene = Scene(3);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        foreach (var home in new[] { Own, OfUnit })
        {
            Assert.Equal($"{home}?done=added", (await SubmitAsync(browser, $"{home}/new", [.. s_typed, ("MakeDefault", "yes")])).Headers.Location!.OriginalString);
            Assert.Equal($"{home}?done=changed", (await SubmitAsync(browser, $"{home}/{SceneAddresses.Id(2)}", s_typed)).Headers.Location!.OriginalString);
            Assert.Equal($"{home}?done=removed", (await browser.SubmitAsync($"{home}?remove={SceneAddresses.Id(3)}")).Headers.Location!.OriginalString);
            Assert.Equal($"{home}?done=preferred", (await browser.SubmitAsync(home)).Headers.Location!.OriginalString);
        }

        Assert.Equal(
            new[] { "", SceneUnits.U1 }.SelectMany(acting => new[]
            {
                $"add {acting} 韩示亲 320211 示例路78号 214000 13000000030 True",
                $"change {acting} {SceneAddresses.Id(2)} 2 韩示亲 320211 示例路78号 214000 13000000030 False",
                $"remove {acting} {SceneAddresses.Id(3)} 3",
                $"prefer {acting} {SceneAddresses.Id(2)}",
            }),
            scene.Told);
    }

    [Theory]
    [InlineData(Own)]
    [InlineData(OfUnit)]
    [Trait("Case", "RT-20")]
    [Trait("Case", "RT-16")]
    public async Task Without_our_token_or_for_another_person_nothing_is_done_and_what_was_typed_comes_back(string home)
    {
        var scene = Scene(2);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var page = await PlainBrowser.ReadAsync(await browser.PostAsync($"{home}/new", s_typed));
        Assert.Equal("示例路78号", Value(page, "Street"));
        Assert.NotNull(page.QuerySelector("[data-summary]"));
        foreach (var handler in new[] { "Remove", "Prefer" })
            Assert.NotNull((await PlainBrowser.ReadAsync(await browser.PostAsync($"{home}?handler={handler}", ("Id", SceneAddresses.Id(2)), ("Version", "2")))).QuerySelector("[data-summary]"));
        await SubmitAsync(browser, $"{home}/new", [.. s_typed, ("Of", "somebody else")]);
        Assert.Empty(scene.Told);
    }

    [Theory]
    [InlineData(Own)]
    [InlineData(OfUnit)]
    public async Task An_address_that_the_book_does_not_have_is_no_page(string home)
    {
        await using var host = await PagesHost.StartAsync(Scene(2));
        using var browser = host.Browser();
        foreach (var id in new[] { SceneAddresses.Id(9), "a_1", "NEW", "x" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"{home}/{id}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync($"{home}/{id}", s_typed)).StatusCode);
        }
    }

    [Fact]
    [Trait("Spec", "R154")]
    public async Task The_navigation_names_the_book_where_there_is_one()
    {
        var scene = Scene(1);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        Assert.Equal(["账户信息", "收件地址", "办事范围", "经办人管理", "机构管理"], (await browser.PageAsync(OfUnit)).QuerySelectorAll(".acct > nav a").Select(link => link.TextContent.Trim()));
        Assert.Equal("收件地址", (await browser.PageAsync(OfUnit)).QuerySelector(".acct > nav [aria-current]")!.TextContent.Trim());
        foreach (var page in new[] { "/account", Own })
            Assert.NotNull((await browser.PageAsync(page)).QuerySelector($".acct > nav a[href='{Own}']"));
        scene.Units.Door = new UnitEntrance.Open(SceneUnits.Unit(MemberShown.Administrator) with { Institution = "示例见习基地" });
        Assert.Null((await browser.PageAsync($"/unit/{SceneUnits.U1}")).QuerySelector($"a[href='{OfUnit}']"));
    }

    [Fact]
    public async Task Whoever_may_only_read_finds_no_button_and_no_form()
    {
        var scene = Scene(1);
        scene.Addresses.Book = SceneAddresses.Of(1, mayChange: false);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        Assert.Empty((await browser.PageAsync($"{OfUnit}?remove={SceneAddresses.Id(1)}")).QuerySelectorAll("main form, [data-add], main footer"));
        foreach (var id in new[] { "new", SceneAddresses.Id(1) })
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync($"{OfUnit}/{id}")).StatusCode);
        scene.Addresses.Refusals = [GovernanceErrors.Forbidden];
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync($"{OfUnit}/new", s_typed)).StatusCode);
        Assert.Equal([$"{SceneUnits.U1} {GovernanceErrors.Forbidden}"], scene.Units.Noted);
    }

    [Fact]
    public async Task Nobody_is_led_to_the_sign_in_and_back()
    {
        var scene = Scene(1);
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        (scene.Person, scene.Addresses.Book) = (null, null);
        foreach (var path in new[] { Own, $"{Own}/new" })
            Assert.Equal("/sign-in?then=addresses", (await browser.GetAsync(path)).Headers.Location!.OriginalString);
        var back = await browser.SubmitAsync("/sign-in?then=addresses", ("Account", "13000000030"), ("Password", "x"));
        Assert.Equal(Own, back.Headers.Location!.OriginalString);
        // Signed in for a unit alone: that opens nothing of one's own.
        scene.Person = Pages.Scene.Wang;
        Assert.Equal("/sign-in?then=addresses", (await browser.GetAsync(Own)).Headers.Location!.OriginalString);
        Assert.Equal($"/sign-in?tab=unit&then=unit/{SceneUnits.U1}/addresses", await LocationAsync());

        async Task<string> LocationAsync()
        {
            scene.Units.Door = new UnitEntrance.ProofMissing();
            return (await browser.GetAsync($"{OfUnit}/new")).Headers.Location!.OriginalString;
        }
    }

    [Fact]
    public async Task Over_a_change_of_somebody_else_both_are_shown_and_the_second_save_stands()
    {
        var scene = Scene(2);
        scene.Addresses.Refusals = ["address_changed"];
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var place = $"{Own}/{SceneAddresses.Id(1)}";
        var page = await PlainBrowser.ReadAsync(await SubmitAsync(browser, place, [.. s_typed, ("Version", "7")]));
        Assert.Contains("示例路71号2幢301室", page.QuerySelector("[data-present]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("示例路78号", "1"), (Value(page, "Street"), page.QuerySelector<IHtmlInputElement>("input[name=Version]")!.Value));
    }

    private static Scene Scene(int many)
    {
        var scene = new Scene { Person = Pages.Scene.Wang, Account = new("王*", "ID", "*****123X", "1*****03", "real_person", null, null, null, null) };
        scene.Units.Members = SceneUnits.Four();
        scene.Addresses.Book = SceneAddresses.Of(many);
        return scene;
    }

    private static string Value(IHtmlDocument page, string field) => page.QuerySelector<IHtmlInputElement>("#" + field)!.Value;

    /// <summary>Posts the form's hidden fields with these, which go before.</summary>
    private static async Task<HttpResponseMessage> SubmitAsync(PlainBrowser browser, string url, params (string Name, string Value)[] fields)
    {
        var hidden = (await browser.PageAsync(url)).QuerySelectorAll("#form input[type=hidden]").OfType<IHtmlInputElement>().Select(input => (Name: input.Name!, input.Value)).Where(input => fields.All(field => field.Name != input.Name));
        return await browser.PostAsync(url, [.. hidden, .. fields]);
    }
}
