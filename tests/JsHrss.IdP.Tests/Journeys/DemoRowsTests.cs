using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>The members of the demonstration sign in, or are refused, as README and sample say they do.</summary>
public sealed class DemoRowsTests(SharedIdp idp)
{
    private const string NotCurrent = "您的授权未生效或已到期，请联系法定代表人或管理员更新期限";
    private const string NoSuch = "账号或密码错误。";
    private readonly IdpHost _host = idp.Host;

    [Theory]
    [InlineData(Demo.U4, Demo.Han, "legal_representative", null)]
    [InlineData(Demo.U4, Demo.Li, "administrator", null)]
    [InlineData(Demo.U4, Demo.Wang, "agent", "SI-0101 SI-0203")]
    [InlineData(Demo.U4, Demo.Zhao, "agent", "SI-0101 SI-0203")]
    [InlineData(Demo.U4, Demo.Shi, "agent", "SI-0101 SI-0203")]
    [InlineData(Demo.U4, Demo.ZhangKong, "agent", "SI-0101 SI-0203")]
    [InlineData(Demo.U4, Demo.Kong, "agent", "SI-0101 SI-0203")]
    [InlineData(Demo.U4, Demo.LangPermit, "agent", "SI-0101 SI-0203")]
    [InlineData(Demo.U4, Demo.Yan, "agent", "SI-0101 SI-0203")]
    [InlineData(Demo.U4, Demo.Jin, "agent", "SI-0101 SI-0203")]
    [InlineData(Demo.U1, Demo.ZhangKong, "agent", "")]
    [InlineData(Demo.U2, Demo.Lang, "agent", "SI-0201", Demo.U2Password)]
    [InlineData(Demo.U7, Demo.Jin, "legal_representative", null)]
    [InlineData(Demo.U7, Demo.Kong, "administrator", null)]
    [InlineData(Demo.U11, Demo.Yu, "legal_representative", null)]
    [InlineData(Demo.InstitutionNumber, Demo.Cao, "agent", "SI-0301")]
    [Trait("Spec", "R123")]
    [Trait("Spec", "R136")]
    public async Task Who_may_act_signs_in_with_the_role_and_items_of_the_row(string unit, string account, string role, string? items, string password = Demo.UnitPassword)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid unit items");
        var tokens = await hall.RedeemAsync(await browser.AsMemberAsync(hall, unit, account, password));

        Assert.Equal(role, tokens.Claims().GetProperty("represents").GetProperty("role").GetString());
        var granted = tokens.Json.GetProperty("authorization_details").EnumerateArray().SelectMany(detail => detail.GetProperty("items").EnumerateArray()).Select(item => item.GetString()!).ToArray();
        if (items is not null)
            Assert.Equal(items.Split(' ', StringSplitOptions.RemoveEmptyEntries), granted);
        else
            Assert.Contains("SI-0202", granted);
    }

    [Theory]
    [InlineData(Demo.U1, Demo.Zhao, NotCurrent)]
    [InlineData(Demo.U1, Demo.Shi, NotCurrent)]
    [InlineData(Demo.U2, Demo.Kong, "您在这个单位的授权已暂停", Demo.U2Password)]
    [InlineData(Demo.U4, Demo.Xu, "您的账号已被冻结")]
    [InlineData(Demo.U8, Demo.Xu, "您的账号已被冻结")]
    [InlineData(Demo.U6, Demo.Wei, "初始密码", Demo.InitialPassword)]
    [InlineData(Demo.U6, Demo.Wei, NoSuch)]
    [InlineData(Demo.U4, Demo.He, NoSuch)]
    [InlineData(Demo.U1, Demo.He, NoSuch)]
    [InlineData(Demo.U2, Demo.Lu, NoSuch, Demo.U2Password)]
    [InlineData(Demo.U2, Demo.Yan, NoSuch, Demo.U2Password)]
    [InlineData(Demo.U1, Demo.Cao, NoSuch)]
    [InlineData(Demo.U1, Demo.Sun, NoSuch)]
    [Trait("Case", "UN-03")]
    public async Task Who_may_not_is_told_what_the_row_says(string unit, string account, string told, string password = Demo.UnitPassword)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var stop = (await browser.AsMemberAsync(hall, unit, account, password)).At("sign-in");

        Assert.Contains(told, stop.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frozen_person_does_not_come_in_as_themselves_either()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var stop = (await browser.AsPersonAsync(hall, Demo.Xu)).At("sign-in");

        Assert.Contains("您的账号已被冻结", stop.Text, StringComparison.Ordinal);
    }
}
