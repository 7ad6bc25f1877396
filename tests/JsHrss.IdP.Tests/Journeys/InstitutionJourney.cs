using System.Text.RegularExpressions;
using JsHrss.IdP.Tests.Hosting;
using JsHrss.IdP.Tests.Pages;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>曹示构 signs in to an institution by its number, and it narrows what he may do (R151); what he may review stands in 我的工作台 (R152).</summary>
public sealed partial class InstitutionJourney(HallInBrowser hall) : IClassFixture<HallInBrowser>
{
    [Fact]
    [Trait("Spec", "R151")]
    [Trait("Spec", "R152")]
    [Trait("Case", "UN-19")]
    public async Task An_agent_of_an_institution_reviews_what_waits_for_it_and_does_nothing_else()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await profile.NewPageAsync();
        await SignInAsync(page, "/signin/unit");
        await page.ReachAsync(Ticket());
        var start = Ticket().Match(page.Url).Value;
        Assert.Contains("示例见习基地", await page.Locator(".who").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("可办理", await page.Locator("a[href$='/services/SI-0301']").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("不在经办范围", await page.Locator("a[href$='/services/SI-0101']").InnerTextAsync(), StringComparison.Ordinal);

        await page.OpenAsync(start + "workbench");
        await LookAsync(page, "todo");
        await page.GetByRole(AriaRole.Button, new() { Name = "退回 RD2026111501" }).ClickAsync();
        await page.GetByText("已处理 1 件").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "合并待办 2" }).ClickAsync();
        await LookAsync(page, "merged");
        await page.GetByRole(AriaRole.Button, new() { Name = "一并通过" }).First.ClickAsync();
        await page.GetByText("已处理 3 件").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "已办 4" }).ClickAsync();
        await LookAsync(page, "done");
        Assert.Equal(["已通过", "已通过", "已通过", "已退回"], await page.Locator("td .tag").AllInnerTextsAsync());

        // A right that goes is gone at the next press.
        await page.OpenAsync(start + "workbench");
        await hall.Idp.Database.ChangeAsync("update institution set status = 3 where number = @number", ("@number", Demo.InstitutionNumber));
        await page.GetByRole(AriaRole.Button, new() { Name = "通过" }).First.ClickAsync();
        await page.GetByText("职业技能等级认定（审核）").WaitForAsync();
        await LookAsync(page, "closed");
        await hall.Idp.Database.ChangeAsync("update institution set status = 1 where number = @number", ("@number", Demo.InstitutionNumber));
    }

    [Fact]
    [Trait("Spec", "R151")]
    [Trait("Case", "UN-19")]
    public async Task A_system_that_does_not_know_institutions_is_not_entered_with_one()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await profile.NewPageAsync();
        await SignInAsync(page, "/unit-desk/signin");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        Assert.StartsWith(hall.Idp.Issuer, page.Url, StringComparison.Ordinal);
    }

    private static async Task SignInAsync(IPage page, string path)
    {
        await page.OpenAsync(path);
        await page.FillAsync("#UnitCode", Demo.InstitutionNumber);
        await page.FillAsync("#Account", Demo.Cao);
        await page.FillAsync("#Password", Demo.UnitPassword);
        await page.ClickAsync("main form button.btn-primary");
    }

    private static async Task LookAsync(IPage page, string tab)
    {
        foreach (var screen in Looking.ScreensOfOneState)
            await Looking.PictureAsync(page, screen, "journey-workbench-" + tab);
    }

    [GeneratedRegex(@"^http://localhost:\d+/s/\d+/")]
    private static partial Regex Ticket();
}
