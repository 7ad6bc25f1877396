using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>People with no, one, two, three and eleven units: nothing vanishes when a further one comes (docs/tokens.md, traps).</summary>
public sealed class ManyUnitsJourney(ManyUnitsJourney.Idp idp) : IClassFixture<ManyUnitsJourney.Idp>
{
    private const string Mobile = "13000000099";
    private readonly IdpHost _host = idp.Host;

    [Theory]
    [InlineData(Demo.Sun, 0)]
    [InlineData(Demo.Yu, 1)]
    [InlineData(Demo.ZhangKong, 2)]
    [InlineData(Demo.Li, 3)]
    [InlineData(Mobile, 11)]
    public async Task The_chooser_and_the_interface_list_every_unit_and_the_tokens_none(string account, int units)
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, account));
        Assert.Null(tokens.UnitOf());
        Assert.InRange(tokens["id_token"]!.Length, 1, 1500);
        var listed = await hall.GetAsync("/api/me/units", tokens["access_token"]!);
        Assert.Equal(units, listed.Json.GetArrayLength());
        Assert.All(listed.Json.EnumerateArray(), unit => Assert.True(unit.GetProperty("served").GetBoolean()));

        var chooser = (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "select_account")))).At("choose");
        Assert.Equal(1 + units, chooser.Document.QuerySelectorAll("button[name=Context]").Length);
        Assert.Equal(units >= 8, chooser.Document.QuerySelector("[data-filter]") is not null);
    }

    [Fact]
    [Trait("Spec", "R141")]
    public async Task Of_eleven_units_the_chosen_one_alone_stands_in_the_tokens()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await hall.RedeemAsync(await browser.AsPersonAsync(hall, Mobile));
        var chooser = (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "select_account")))).At("choose");
        var page = (await browser.ChooseAsync(chooser, "第七样例有限公司")).At("sign-in");
        Assert.Contains("第七样例有限公司", page.Text, StringComparison.Ordinal);
        var tokens = await hall.RedeemAsync(await browser.SubmitAsync(page, SigningIn.PersonForm, ("Account", Mobile), ("Password", "Seven-2026!")));
        Assert.Equal("13160007", tokens.UnitOf());
        Assert.DoesNotContain("第六样例", tokens.Claims().GetRawText(), StringComparison.Ordinal);
        Assert.InRange(tokens["id_token"]!.Length, 1, 2000);
    }

    [Fact]
    [Trait("Case", "AS-10")]
    [Trait("Spec", "R126")]
    public async Task A_person_below_real_name_is_not_served_for_a_unit()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var stop = (await browser.AsMemberAsync(hall, "13160001", Idp.RegisteredMobile, "First-2026!")).At("sign-in");
        Assert.DoesNotContain("账号或密码错误。", stop.Text, StringComparison.Ordinal);
        await hall.RedeemAsync(await browser.AsPersonAsync(hall, Idp.RegisteredMobile));
        (await browser.GoAsync(hall.AuthorizeUrl(("unit_hint", "13160001"), ("prompt", "none")))).Refused("access_denied");
    }

    /// <summary>The demonstration data, a person with eleven units, and a registered user who was made an agent of the first.</summary>
    public sealed class Idp : IAsyncLifetime
    {
        public const string RegisteredMobile = "13000000098";
        private const string Numerals = "一二三四五六七八九十";

        public IdpHost Host { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Host = await IdpHost.StartAsync();
            var person = Host.NewPerson("冯示众", "320400199304120018", Mobile);
            var registered = Host.NewPerson("褚示真", "320600198207200039", RegisteredMobile, AssuranceLevel.Registered);
            Unit[] units = [.. Enumerable.Range(1, 11).Select(n => Host.NewUnit(n <= 10 ? $"第{Numerals[n - 1]}样例有限公司" : "第十一样例有限公司", $"131600{n:00}", $"91320100MB00{n:00000}"))];
            UnitMember[] members = [.. units.Select(unit => Host.NewAgent(person.Id, unit.Id, "SI-0101"))];
            var unequal = Host.NewAgent(registered.Id, units[0].Id, "SI-0101");
            await Host.PlantAsync(new SeedPlan
            {
                Persons = [person, registered],
                Units = [.. units],
                Members = [.. members, unequal],
                Credentials =
                [
                    Host.NewPassword(person.Id, null, Demo.PersonalPassword),
                    Host.NewPassword(person.Id, members[6].Id, "Seven-2026!"),
                    Host.NewPassword(registered.Id, null, Demo.PersonalPassword),
                    Host.NewPassword(registered.Id, unequal.Id, "First-2026!"),
                ],
            });
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
