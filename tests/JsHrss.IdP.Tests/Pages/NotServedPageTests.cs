using JsHrss.IdP.Web;

namespace JsHrss.IdP.Tests.Pages;

public sealed class NotServedPageTests
{
    private const string Url = $"/not-served?interaction={Scene.Handle}";

    [Fact]
    public async Task Going_back_tells_the_client_the_error_of_the_need()
    {
        var scene = Refused("min_acr", "unmet_authentication_requirements");
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync(Url);
        Assert.Equal("http://localhost:5300/signin-oidc?error=unmet_authentication_requirements", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_reason_without_words_of_its_own_still_gets_a_page()
    {
        await using var host = await PagesHost.StartAsync(Refused("something_new", "access_denied"));
        using var browser = host.Browser();
        Assert.Equal("现在还不能进入“网上办事服务大厅”", (await browser.PageAsync(Url)).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Another_context_is_offered_where_there_is_one_and_no_hint_binds()
    {
        var scene = Refused("ended", "access_denied");
        scene.Options = [Scene.Self(), Scene.Unit("m_1", "示例科技有限公司")];
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        Assert.Contains(await Links(browser), href => href.StartsWith("/choose?", StringComparison.Ordinal));

        var request = scene.Pending!.Request;
        scene.Pending = scene.Pending with { Request = request with { HostParameters = request.HostParameters.Add("unit_hint", "13150820") } };
        Assert.DoesNotContain(await Links(browser), href => href.StartsWith("/choose?", StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<string>> Links(PlainBrowser browser) => (await browser.PageAsync(Url)).QuerySelectorAll("main a").Select(one => one.GetAttribute("href")!);

    private static Scene Refused(string reason, string error) => new() { Person = Scene.Sun, Pending = Scene.Waiting(Scene.Hall, "not-served", reason, error) };
}
