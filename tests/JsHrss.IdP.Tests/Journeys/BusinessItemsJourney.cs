using System.Text.Json;
using JsHrss.Accounts.Catalogue;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Clients;
using JsHrss.IdP.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>A relying party asks for business items one by one (RFC 9396), and gets of them what its person may do.</summary>
public sealed class BusinessItemsJourney(SharedIdp idp)
{
    private const string OneHeld = """[{"type":"urn:jshrss:item","items":["SI-0101","SI-0201"],"actions":["query","review"]}]""";
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Spec", "RFC 9396 §7.1/enriched")]
    [Trait("Case", "UN-05")]
    public async Task An_agent_is_given_what_was_asked_and_is_in_the_mandate()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid unit");
        var tokens = await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U1, Demo.Wang, Demo.UnitPassword, ("authorization_details", OneHeld)));

        var detail = Assert.Single(tokens.Json.GetProperty("authorization_details").EnumerateArray());
        var mandate = tokens.Claims().GetProperty("represents").GetProperty("mandate");
        Assert.Equal("""["SI-0101"] ["query"]""", $"{detail.GetProperty("items").GetRawText()} {detail.GetProperty("actions").GetRawText()}");
        Assert.Equal(tokens.Claims().GetProperty("represents").GetProperty("sub").GetString(), detail.GetProperty("unit").GetString());
        Assert.Equal(("delegated", mandate.GetProperty("validity").GetRawText()), (detail.GetProperty("link").GetString(), detail.GetProperty("validity").GetRawText()));
        Assert.Equal(detail.GetRawText(), Assert.Single(tokens.Claims("access_token").GetProperty("authorization_details").EnumerateArray()).GetRawText());
        Assert.Equal(detail.GetRawText(), Assert.Single((await hall.IntrospectAsync(tokens["access_token"]!)).Json.GetProperty("authorization_details").EnumerateArray()).GetRawText());
        Assert.Equal(detail.GetRawText(), Assert.Single((await hall.GetAsync("/api/me", tokens["access_token"]!)).Json.GetProperty("authorization_details").EnumerateArray()).GetRawText());
        Assert.Equal("invalid_authorization_details", (await hall.RefreshAsync(tokens["refresh_token"]!, ("authorization_details", """[{"type":"urn:jshrss:item","items":["SI-0102"]}]""")))["error"]);
        Assert.Equal("invalid_authorization_details", (await hall.RefreshAsync(tokens["refresh_token"]!, ("authorization_details", """[{"type":"urn:jshrss:item","items":["SI-0201"]}]""")))["error"]);
        Assert.Single((await hall.RefreshAsync(tokens["refresh_token"]!)).Json.GetProperty("authorization_details").EnumerateArray());
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §3.1/combined")]
    public async Task The_scope_is_shorthand_for_all_and_a_token_may_have_less()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid unit items");
        var tokens = await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U1, Demo.Zhang));
        var part = await hall.RefreshAsync(tokens["refresh_token"]!, ("authorization_details", """[{"type":"urn:jshrss:item","items":["SI-0301","SI-0103"]}]"""));

        Assert.Equal("openid unit", part["scope"]);
        Assert.Equal(["SI-0103", "SI-0301"], ItemsOf(part));
        Assert.Equal(["SI-0103", "SI-0301"], ItemsOf(await hall.IntrospectAsync(part["access_token"]!)));
        Assert.False(part.Json.GetProperty("authorization_details")[0].TryGetProperty("validity", out _));
        Assert.True(ItemsOf(await hall.RefreshAsync(tokens["refresh_token"]!)).Length > 2);
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §3/nothing")]
    public async Task Where_the_person_holds_none_of_it_they_are_told_and_the_client_is_denied()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid unit");
        (string, string) asked = ("authorization_details", """[{"type":"urn:jshrss:item","items":["SI-0201"]}]""");
        var page = (await browser.AsMemberAsync(hall, Demo.U1, Demo.Wang, Demo.UnitPassword, asked)).At("not-served");

        Assert.Contains("不在您当前身份的授权范围内", page.Text, StringComparison.Ordinal);
        (await browser.SubmitAsync(page, "form[action*='not-served']")).Refused("access_denied");
        (await browser.GoAsync(hall.AuthorizeUrl(asked, ("prompt", "none")))).Refused("access_denied");
    }

    [Theory]
    [InlineData("openid profile", """[{"type":"urn:jshrss:item","items":["SI-0101"]}]""")]
    [InlineData("openid unit", """[{"type":"urn:jshrss:item","items":["SI-9999"]}]""")]
    [InlineData("openid unit", """[{"type":"urn:jshrss:item","unit":"u_00000000000000000000000000"}]""")]
    [InlineData("openid unit", """[{"type":"urn:jshrss:other"}]""")]
    [Trait("Spec", "RFC 9396 §5/unknown-field")]
    public async Task What_cannot_be_asked_is_refused_before_anybody_signs_in(string scope, string details)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, scope);

        (await browser.GoAsync(hall.AuthorizeUrl(("authorization_details", details)))).Refused("invalid_authorization_details");
    }

    [Fact]
    [Trait("Spec", "RFC 9396 §3/consent")]
    [Trait("Spec", "RFC 9396 §3.1/merged")]
    public async Task A_third_partys_person_reads_the_items_by_name_and_is_asked_again_for_more()
    {
        await using var host = await IdpHost.StartAsync(services: services => ChangedClients.Put(services, client => client.Id.Value != "hall" ? client : client with
        {
            FirstParty = false,
            HostMembers = client.HostMembers.SetItem(HostMember.OperatorName, "示例科技服务有限公司"),
        }));
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(host, "openid unit");
        var page = (await browser.AsMemberAsync(hall, Demo.U1, Demo.Wang, Demo.UnitPassword, ("authorization_details", OneHeld))).At("consent");

        Assert.Contains("劳动合同拟定（查询）", page.Text, StringComparison.Ordinal);
        Assert.Contains("失业保险稳岗返还（查询）", page.Text, StringComparison.Ordinal);
        Assert.Equal(["SI-0101"], ItemsOf(await hall.RedeemAsync(await browser.SubmitAsync(page, "form[action*='consent']", ("decision", "allow")))));
        Assert.NotNull((await browser.GoAsync(hall.AuthorizeUrl(("authorization_details", """[{"type":"urn:jshrss:item","items":["SI-0101"],"actions":["query"]}]"""))))["code"]);
        (await browser.GoAsync(hall.AuthorizeUrl(("authorization_details", """[{"type":"urn:jshrss:item","items":["SI-0101","SI-0102"],"actions":["query"]}]""")))).At("consent");

        // What an item came to take since was not read by anybody: neither the consent nor the grant holds it.
        (string, string) whole = ("authorization_details", """[{"type":"urn:jshrss:item","items":["SI-0101"]}]""");
        page = (await browser.GoAsync(hall.AuthorizeUrl(whole))).At("consent");
        Assert.Contains("劳动合同拟定（查询、", page.Text, StringComparison.Ordinal);
        var tokens = await hall.RedeemAsync(await browser.SubmitAsync(page, "form[action*='consent']", ("decision", "allow")));
        await PutActionsAsync(host, "SI-0101", ItemActions.Query | ItemActions.Submit | ItemActions.Review);
        Assert.Equal("""["query","submit"]""", (await hall.RefreshAsync(tokens["refresh_token"]!)).Json.GetProperty("authorization_details")[0].GetProperty("actions").GetRawText());
        page = (await browser.GoAsync(hall.AuthorizeUrl(whole))).At("consent");
        await PutActionsAsync(host, "SI-0101", ItemActions.Query | ItemActions.Submit);
        Assert.Contains("没有提交成功", (await browser.SubmitAsync(page, "form[action*='consent']", ("decision", "allow"))).At("consent").Text, StringComparison.Ordinal);
        Assert.NotNull((await browser.GoAsync(hall.AuthorizeUrl(whole)))["code"]);
    }

    private static async Task PutActionsAsync(IdpHost host, string code, ItemActions actions)
    {
        var (catalogue, ct) = (host.Services.GetRequiredService<IItemCatalogue>(), TestContext.Current.CancellationToken);
        var items = await catalogue.ReadAsync(ct);
        Assert.True(await catalogue.ApplyAsync(new CatalogueChange(CatalogueRevision.Of(items), [], [items.Single(item => item.Code.Value == code) with { Actions = actions }], []), ct));
    }

    private static string[] ItemsOf(Answer answer) =>
        [.. answer.Json.GetProperty("authorization_details").EnumerateArray().SelectMany(detail => detail.GetProperty("items").EnumerateArray()).Select(item => item.GetString()!).Order(StringComparer.Ordinal)];
}
