using System.Net;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Security;

/// <summary>Fifty at once over the real store: one wins, nobody sees a 500.</summary>
public sealed class RacingRedemptionTests(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private const int Racers = 50;
    private readonly IdpHost _host = idp.Host;

    [Fact]
    [Trait("Case", "CD-08")]
    public async Task Of_fifty_redemptions_of_one_code_exactly_one_wins()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var code = (await browser.AsPersonAsync(hall, Demo.Sun))["code"]!;
        var before = await _host.Database.CountAsync("select count(*) from refresh_token");
        var answers = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => hall.RedeemAsync(code)));
        var won = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer != won), lost => Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (lost.Status, lost["error"])));
        // The code was used twice: what the winner got has ended too (RFC 6749 §4.1.2).
        Assert.Equal("invalid_grant", (await hall.RefreshAsync(won["refresh_token"]!))["error"]);
        Assert.Equal(before + 1, await _host.Database.CountAsync("select count(*) from refresh_token"));
    }

    [Fact]
    [Trait("Case", "RT-02")]
    public async Task Fifty_refreshes_of_one_rotating_token_give_one_successor()
    {
        using var browser = new HttpBrowser();
        using var spa = Relying.HallSpa(_host);
        var tokens = await spa.RedeemAsync(await browser.AsPersonAsync(spa, Demo.Zhou));
        var before = await _host.Database.CountAsync("select count(*) from refresh_token");
        var answers = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => spa.RefreshAsync(tokens["refresh_token"]!)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var successor = Assert.Single(answers.Select(answer => answer["refresh_token"]!).Distinct());
        Assert.Equal(before + 1, await _host.Database.CountAsync("select count(*) from refresh_token"));
        Assert.Equal(HttpStatusCode.OK, (await spa.RefreshAsync(successor)).Status);
    }

    [Fact]
    [Trait("Case", "RT-02")]
    public async Task Fifty_refreshes_of_a_kept_token_all_succeed()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        var tokens = await hall.RedeemAsync(await browser.AsPersonAsync(hall, Demo.Wu));
        var answers = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => hall.RefreshAsync(tokens["refresh_token"]!)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(Racers, answers.Select(answer => answer["access_token"]).Distinct().Count());
    }

    [Fact]
    public async Task Tabs_that_answer_one_waiting_request_at_once_get_one_code()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host);
        await browser.AsPersonAsync(hall, Demo.Zheng);
        var chooser = (await browser.GoAsync(hall.AuthorizeUrl(("prompt", "select_account")))).At("choose");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => browser.ChooseAsync(chooser, "本人")));
        Assert.Single(answers, answer => answer["code"] is not null);
        Assert.All(answers.Where(answer => answer["code"] is null), answer => Assert.Equal(HttpStatusCode.BadRequest, answer.Status));
    }
}
