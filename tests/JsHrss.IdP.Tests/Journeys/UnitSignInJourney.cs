using System.Net;
using System.Text.Json;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>账号密码登录 to a unit by the triple of R107, and what the tokens then say.</summary>
public sealed class UnitSignInJourney : IAsyncLifetime
{
    private const string U1 = "91320100MA0000007X";
    private const string U2 = "91320100MA0000015Q";
    private IdpHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await IdpHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(U1)]
    [InlineData("13150819")]
    [InlineData(" 91320100ma0000007x ")]
    [Trait("Spec", "R139")]
    [Trait("Spec", "R150")]
    public async Task An_agent_gets_tokens_with_unit_role_link_mandate_and_items(string unitCode)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsMemberAsync(hall, unitCode, "13000000003"));
        var id = tokens.Claims();
        Assert.Equal("unit", id.GetProperty("subject_type").GetString());
        Assert.Equal("real_person", id.GetProperty("auth_level").GetString());
        var represents = id.GetProperty("represents");
        Assert.Equal("示例科技有限公司", represents.GetProperty("organization_name").GetString());
        Assert.Equal(U1, represents.GetProperty("registration_number").GetString());
        Assert.Equal("13150819", represents.GetProperty("unit_no").GetString());
        Assert.Equal("enterprise", represents.GetProperty("unit_type").GetString());
        Assert.Equal("320100", represents.GetProperty("region").GetString());
        Assert.Equal("agent", represents.GetProperty("role").GetString());
        Assert.Equal("delegated", represents.GetProperty("link").GetString());
        var mandate = represents.GetProperty("mandate");
        Assert.StartsWith("d_", mandate.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, mandate.GetProperty("version").GetInt32());
        Assert.Equal(_host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd"), mandate.GetProperty("validity").GetProperty("start").GetString());
        Assert.Equal("administrator", mandate.GetProperty("granted_by").GetProperty("role").GetString());

        var detail = Assert.Single(tokens.Json.GetProperty("authorization_details").EnumerateArray());
        Assert.Equal("urn:jshrss:item", detail.GetProperty("type").GetString());
        Assert.Equal(["SI-0101", "SI-0102"], Strings(detail.GetProperty("items")));
        Assert.Equal(["query", "submit"], Strings(detail.GetProperty("actions")));
        Assert.Equal(represents.GetProperty("sub").GetString(), detail.GetProperty("unit").GetString());
        var access = tokens.Claims("access_token");
        Assert.Equal("agent", access.GetProperty("represents").GetProperty("role").GetString());
        Assert.Equal(1, access.GetProperty("represents").GetProperty("mandate").GetProperty("version").GetInt32());
        Assert.Equal(JsonValueKind.Array, access.GetProperty("authorization_details").ValueKind);
    }

    [Fact]
    [Trait("Spec", "R122")]
    public async Task A_legal_representative_has_no_mandate_and_all_items_of_the_catalogue()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsMemberAsync(hall, U1, "13000000001"));
        var represents = tokens.Claims().GetProperty("represents");
        Assert.Equal("legal_representative", represents.GetProperty("role").GetString());
        Assert.Equal("registry", represents.GetProperty("link").GetString());
        Assert.False(represents.TryGetProperty("mandate", out _));
        var items = tokens.Json.GetProperty("authorization_details").EnumerateArray().SelectMany(detail => Strings(detail.GetProperty("items")));
        Assert.Contains("SI-0204", items);
    }

    [Fact]
    [Trait("Case", "UN-18")]
    public async Task A_password_opens_its_own_unit_only_and_the_answers_are_alike()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var atU2 = await browser.AsMemberAsync(hall, U2, "13000000002", "Unit-2026!");
        var noMember = await browser.AsMemberAsync(hall, U2, "13000000006", "Unit-2026!");
        var noUnit = await browser.AsMemberAsync(hall, "91320500MA00000A93", "13000000002", "Unit-2026!");
        foreach (var refused in new[] { atU2, noMember, noUnit })
        {
            Assert.Null(refused["code"]);
            Assert.Contains("账号或密码错误。", refused.Text, StringComparison.Ordinal);
        }

        Assert.NotNull((await browser.AsMemberAsync(hall, U2, "13000000002", "Other-2026!"))["code"]);
    }

    [Theory]
    [InlineData("13000000004", U1, "Unit-2026!", "您的授权未生效或已到期，请联系法定代表人或管理员更新期限")]
    [InlineData("13000000014", U1, "Unit-2026!", "您的授权未生效或已到期，请联系法定代表人或管理员更新期限")]
    [Trait("Spec", "R142")]
    public async Task A_mandate_that_is_over_or_has_not_begun_is_told_to_the_right_password_only(string account, string unit, string password, string told)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var right = await browser.AsMemberAsync(hall, unit, account, password);
        Assert.Contains(told, right.Text, StringComparison.Ordinal);
        var wrong = await browser.AsMemberAsync(hall, unit, account, "Wrong-2026!");
        Assert.DoesNotContain(told, wrong.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_member_is_not_signed_in()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var stop = await browser.AsMemberAsync(hall, U2, "13000000016", "Other-2026!");
        Assert.Null(stop["code"]);
        Assert.Equal(HttpStatusCode.OK, stop.Status);
    }

    [Fact]
    [Trait("Spec", "R136")]
    public async Task An_agent_without_items_signs_in_with_an_empty_scope()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsMemberAsync(hall, U1, "13000000015"));
        Assert.Empty(tokens.Json.GetProperty("authorization_details").EnumerateArray());
    }

    [Fact]
    [Trait("Case", "UN-19")]
    [Trait("Spec", "R151")]
    public async Task An_institution_narrows_and_clients_that_do_not_know_institutions_are_refused()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsMemberAsync(hall, "J0000007", "13000000017"));
        Assert.Equal("J0000007", tokens.Claims().GetProperty("represents").GetProperty("institution").GetProperty("no").GetString());
        var detail = Assert.Single(tokens.Json.GetProperty("authorization_details").EnumerateArray());
        Assert.Equal(["query", "submit", "review"], Strings(detail.GetProperty("actions")));

        using var other = new HttpBrowser();
        Assert.Contains("账号或密码错误。", (await other.AsMemberAsync(hall, U1, "13000000017")).Text, StringComparison.Ordinal);
        using var desk = Relying.UnitDesk(_host);
        using var third = new HttpBrowser();
        Assert.Null((await third.AsMemberAsync(desk, "J0000007", "13000000017"))["code"]);
    }

    [Fact]
    [Trait("Case", "UN-03")]
    [Trait("Case", "UN-04")]
    [Trait("Case", "CD-17")]
    [Trait("Spec", "R142")]
    public async Task At_the_end_of_the_last_day_in_China_everything_under_the_mandate_ends()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid unit items offline_access");
        var first = (await hall.RedeemAsync(await browser.AsMemberAsync(hall, U1, "13000000003"))).Claims().GetProperty("represents").GetProperty("mandate").GetProperty("validity").GetProperty("end").GetString()!;
        var end = new DateTimeOffset(DateOnly.ParseExact(first, "yyyy-MM-dd").AddDays(1), TimeOnly.MinValue, TimeSpan.FromHours(8));
        _host.Clock.MoveTo(end.AddMinutes(-2));
        using var lastMinute = new HttpBrowser();
        var tokens = await hall.RedeemAsync(await lastMinute.AsMemberAsync(hall, U1, "13000000003"));
        Assert.InRange(tokens.Json.GetProperty("expires_in").GetInt32(), 1, 120);
        Assert.True(tokens.Claims("access_token").GetProperty("exp").GetInt64() <= end.ToUnixTimeSeconds());
        Assert.True(tokens.Claims().GetProperty("exp").GetInt64() <= end.ToUnixTimeSeconds());

        _host.Clock.MoveTo(end.AddSeconds(1));
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(tokens["refresh_token"]!))["error"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.GetAsync("/connect/userinfo", tokens["access_token"]!)).Status);
        using var batch = Relying.Batch(_host);
        Assert.Equal("False", (await batch.IntrospectAsync(tokens["access_token"]!))["active"]);
    }

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetString()!)];
}
