using System.Text.RegularExpressions;
using JsHrss.IdP.Tests.Hosting;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>What a newcomer does in a real browser: the hall, the sign-in page, and back.</summary>
public sealed partial class HallJourney(HallInBrowser hall) : IClassFixture<HallInBrowser>
{
    private const string U1 = "91320100MA0000007X";
    private const string U2 = "91320100MA0000015Q";

    [Fact]
    public async Task A_person_signs_in_and_the_corner_says_who()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await profile.NewPageAsync();
        await page.OpenAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "个人登录" }).First.ClickAsync();
        await FillPersonAsync(page, "13000000006", "Demo-2026!");
        await page.ReachAsync(Ticket());
        Assert.Contains("孙*", await page.Locator("details.menu summary").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("实名用户", await page.Locator("details.menu summary").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("孙示名", await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tabs_of_one_browser_act_for_two_units_and_stay_apart()
    {
        await using var profile = await hall.ProfileAsync();
        var first = await profile.NewPageAsync();
        await first.OpenAsync("/");
        await first.GetByRole(AriaRole.Link, new() { Name = "单位登录" }).First.ClickAsync();
        await FillMemberAsync(first, U1, "13000000002", "Unit-2026!");
        await first.ReachAsync(Ticket());

        var second = await profile.NewPageAsync();
        await second.OpenAsync(Ticket().Match(first.Url).Value + "switch");
        await second.ReachAsync(url => url.Contains("/choose", StringComparison.Ordinal));
        await second.GetByRole(AriaRole.Button, new() { NameRegex = SecondUnit() }).ClickAsync();
        await second.ReachAsync(url => url.Contains("/sign-in", StringComparison.Ordinal));
        await FillMemberAsync(second, U2, "13000000002", "Other-2026!");
        await second.ReachAsync(Ticket());

        foreach (var (page, unit, other) in new[] { (first, "示例科技有限公司", U2), (second, "样本制造有限公司", U1) })
        {
            await page.ReloadAsync();
            var corner = await page.Locator("details.menu summary").InnerTextAsync();
            Assert.Contains(unit, corner, StringComparison.Ordinal);
            Assert.Contains("管理员", corner, StringComparison.Ordinal);
            Assert.Contains("1*****02", corner, StringComparison.Ordinal);
            await page.OpenAsync(Ticket().Match(page.Url).Value + "api");
            var me = await page.Locator("pre.wire").First.InnerTextAsync();
            Assert.Contains(unit, me, StringComparison.Ordinal);
            Assert.DoesNotContain(other, me, StringComparison.Ordinal);
            Assert.Equal(["200", "200"], await page.Locator("p.call .tag").AllInnerTextsAsync());
        }

        Assert.NotEqual(Ticket().Match(first.Url).Value, Ticket().Match(second.Url).Value);
    }

    [Fact]
    public async Task Every_link_of_the_hall_and_of_the_pages_leads_somewhere()
    {
        await using var profile = await hall.ProfileAsync();
        var page = await profile.NewPageAsync();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await FollowAllAsync(page, [hall.Hall + "/", hall.Idp.Issuer + "/", hall.Idp.Issuer + "/sign-in"], seen);
        await page.OpenAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "单位登录" }).First.ClickAsync();
        await FillMemberAsync(page, U1, "13000000003", "Unit-2026!");
        await page.ReachAsync(Ticket());
        await FollowAllAsync(page, [page.Url, hall.Idp.Issuer + "/"], seen);
        Assert.True(seen.Count > 20, $"Only {seen.Count} addresses were found.");
    }

    private static async Task FillPersonAsync(IPage page, string account, string password)
    {
        await page.Locator("[name=Account]").FillAsync(account);
        await page.Locator("[name=Password]").FillAsync(password);
        await page.Locator("main form button.btn-primary").ClickAsync();
    }

    private static async Task FillMemberAsync(IPage page, string unit, string account, string password)
    {
        await page.Locator("[name=UnitCode]").FillAsync(unit);
        await FillPersonAsync(page, account, password);
    }

    /// <summary>Opens every link within hall and server, breadth first; a fragment must name something on its page.</summary>
    private async Task FollowAllAsync(IPage page, IEnumerable<string> starts, HashSet<string> seen)
    {
        var waiting = new Queue<string>(starts);
        while (waiting.TryDequeue(out var url) && seen.Count < 150)
        {
            // An interaction's handle makes each sign-in page a new address; one of each kind is enough.
            if (!seen.Add(Handle().Replace(url, "interaction=…").Split('#')[0]))
                continue;
            var response = await page.OpenAsync(url);
            Assert.True(response is null || response.Status < 400, $"{url} answered {response?.Status}.");
            foreach (var link in await page.Locator("a[href]").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href') === '#' ? 'dead:' + link.textContent : link.href)"))
            {
                Assert.False(link.StartsWith("dead:", StringComparison.Ordinal), $"{url} has a link to nothing: {link}");
                if (link.Split('#') is [var before, { Length: > 0 } fragment] && before == page.Url.Split('#')[0])
                    Assert.True(await page.Locator($"[id='{fragment}']").CountAsync() > 0, $"{url} has a link to #{fragment}, which is not there.");
                if (link.StartsWith(hall.Hall, StringComparison.Ordinal) || link.StartsWith(hall.Idp.Issuer, StringComparison.Ordinal))
                    waiting.Enqueue(link);
            }
        }
    }

    [GeneratedRegex(@"^http://localhost:\d+/s/\d+/")]
    private static partial Regex Ticket();

    [GeneratedRegex("样本制造有限公司")]
    private static partial Regex SecondUnit();

    [GeneratedRegex("interaction=[A-Za-z0-9_%-]+")]
    private static partial Regex Handle();
}
