using System.Net;
using JsHrss.IdP.Web;

namespace JsHrss.IdP.Tests.Pages;

public sealed class ChoosePageTests
{
    private const string Url = $"/choose?interaction={Scene.Handle}";

    [Fact]
    public async Task Self_stands_first_and_nothing_is_chosen_beforehand()
    {
        await using var host = await PagesHost.StartAsync(Scene.Choosing());
        using var browser = host.Browser();
        var page = await browser.PageAsync(Url);
        Assert.Equal(["self", "m_1", "m_2", "m_3"], page.QuerySelectorAll("main button[name=Context]").Select(one => one.GetAttribute("value")));
        Assert.Empty(page.QuerySelectorAll("main [checked], main [autofocus], main [aria-current]"));
    }

    [Fact]
    public async Task An_ended_mandate_stays_visible_with_its_reason()
    {
        await using var host = await PagesHost.StartAsync(Scene.Choosing());
        using var browser = host.Browser();
        var ended = (await browser.PageAsync(Url)).QuerySelector("button[value=m_3]")!;
        Assert.True(ended.HasAttribute("disabled"));
        Assert.Contains("请联系法定代表人或管理员更新期限", ended.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_answers_the_request_even_where_a_proof_is_missing()
    {
        var scene = Scene.Choosing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync(Url, ("Context", "m_2"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(["answer context m_2"], scene.Told);
    }

    [Theory]
    [InlineData("m_3")]
    [InlineData("m_of_somebody_else")]
    [InlineData("")]
    [Trait("Case", "AZ-12")]
    public async Task What_is_not_offered_cannot_be_chosen(string context)
    {
        var scene = Scene.Choosing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        var answer = await browser.SubmitAsync(Url, ("Context", context));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(scene.Told);
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public async Task From_eight_units_on_they_can_be_filtered(int units, bool isFiltered)
    {
        var scene = Scene.Choosing();
        scene.Options = [Scene.Self(), .. Enumerable.Range(1, units).Select(n => Scene.Unit($"m_{n}", $"示例第{n}商贸有限公司"))];
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        Assert.Equal(isFiltered, (await browser.PageAsync(Url)).QuerySelector("[data-filter]") is not null);
    }

    [Fact]
    public async Task Without_a_session_the_checks_run_again()
    {
        var scene = Scene.Choosing();
        scene.Person = null;
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        Assert.Equal("/connect/authorize?resume=1", (await browser.GetAsync(Url)).Headers.Location!.OriginalString);
    }

    [Fact]
    [Trait("Case", "RT-20")]
    public async Task A_choice_without_our_token_is_not_taken()
    {
        var scene = Scene.Choosing();
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync(Url, ("Context", "m_1"))).StatusCode);
        Assert.Empty(scene.Told);
    }

    [Fact]
    public async Task An_open_context_does_not_hide_the_others()
    {
        var scene = Scene.Choosing();
        scene.Options = [Scene.Self(ContextState.ProofMissing), Scene.Unit("m_1", "示例科技有限公司")];
        await using var host = await PagesHost.StartAsync(scene);
        using var browser = host.Browser();
        Assert.Contains("需要输入个人登录密码", (await browser.PageAsync(Url)).QuerySelector("button[value=self]")!.TextContent, StringComparison.Ordinal);
    }
}
