using System.Net;
using AngleSharp.Html.Dom;
using JsHrss.IdP.Tests.Api;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Security;

/// <summary>What is tried on the pages of a unit counts, and is written down, as what is tried by its API.</summary>
public sealed class UnitPageTriesTests(UnitIdp idp) : IClassFixture<UnitIdp>
{
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Case", "EN-01")]
    public async Task Trying_people_on_the_page_ends_in_429_and_shares_its_allowance_with_the_api()
    {
        var scene = await idp.PlantAsync();
        using var browser = new HttpBrowser();
        var at = await UnitBrowsing.EnterAsync(browser, scene, scene.Legal);
        var person = await idp.PersonAsync();
        var form = await browser.GoAsync($"{at}/members/new");
        (string, string)[] wrong = [("Role", "agent"), ("Name", "试示别"), ("DocumentNumber", person.Document.Number.Value), ("Mobile", person.Phone!.Value)];
        for (var i = 0; i < UnitIdp.Tries; i++)
            Assert.Equal(HttpStatusCode.OK, (await browser.SubmitAsync(form, "#form", wrong)).Status);
        // Each guess is written down, once, with the page it was made on.
        Assert.Equal(UnitIdp.Tries, await NotesAsync(scene));
        Assert.Equal(UnitIdp.Tries, await _host.Database.CountAsync("select count(*) from audit_fact where code = 'governance.refused' and unit = @unit and reason = 'member_not_matched'", ("@unit", scene.Unit.Id.Value)));
        using var sent = new FormUrlEncodedContent(form.Document.QuerySelectorAll("#form input[type=hidden]").OfType<IHtmlInputElement>().Select(input => (input.Name!, input.Value)).Concat(wrong).Select(one => KeyValuePair.Create(one.Item1, one.Item2)));
        using var refused = await browser.SendAsync(HttpMethod.Post, $"{at}/members/new", sent);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.FromMinutes(1));
        var page = await Stop.ReadAsync($"{at}/members/new", refused);
        Assert.Contains("您操作得太频繁", page.Document.QuerySelector("[data-summary]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("试示别", ((IHtmlInputElement)page.Document.GetElementById("Name")!).Value);

        var replaced = await browser.SubmitAsync(await browser.GoAsync($"{at}/members/{scene.Administrator.Id}/replace"), "#form", wrong[1..]);
        Assert.Equal(HttpStatusCode.TooManyRequests, replaced.Status);
        using var legal = await scene.AsAsync(scene.Legal);
        Assert.Equal("429 too_many", (await legal.PostAsync($"{scene.Path}/members", UnitMemberTests.FormOf(person, "agent"))).Outcome);
        Assert.EndsWith("?done=ended", (await browser.SubmitAsync(await browser.GoAsync($"{at}/members/{scene.Agents[0].Id}/end"), "main form", ("Confirm", "试"))).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_not_be_done_is_written_down_when_it_is_posted()
    {
        var scene = await idp.PlantAsync();
        using var browser = new HttpBrowser();
        var at = await UnitBrowsing.EnterAsync(browser, scene, scene.Agents[0]);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GoAsync($"{at}/members")).Status);
        Assert.Equal(0, await NotesAsync(scene));
        foreach (var place in new[] { "members", "members/new", $"members/{scene.Agents[1].Id}/end" })
        {
            using var form = new FormUrlEncodedContent([new("Version", "1"), new("Terms", "1")]);
            using var answer = await browser.SendAsync(HttpMethod.Post, $"{at}/{place}", form);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.Equal(3, await NotesAsync(scene));

        using var other = new HttpBrowser();
        var there = await UnitBrowsing.EnterAsync(other, scene, scene.Administrator);
        var page = await other.GoAsync($"{there}/members/new");
        var person = await idp.PersonAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await other.SubmitAsync(page, "#form", ("Role", "administrator"), ("Name", person.Name.Value), ("DocumentNumber", person.Document.Number.Value), ("Mobile", person.Phone!.Value))).Status);
        Assert.Equal(4, await NotesAsync(scene));
    }

    private Task<long> NotesAsync(UnitScene scene) =>
        _host.Database.CountAsync("select count(*) from audit_fact where code = 'governance.refused' and unit = @unit", ("@unit", scene.Unit.Id.Value));
}
