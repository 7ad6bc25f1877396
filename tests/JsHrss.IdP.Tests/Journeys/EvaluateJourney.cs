using System.Text;
using JsHrss.IdP.Tests.Api;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>A hall asks what it may show, and everything that ends is refused at its next question: period, suspension, removal, freeze, sign-out.</summary>
public sealed class EvaluateJourney(OwnIdp idp) : IClassFixture<OwnIdp>
{
    private const string Menu = "SI-0101 SI-0102 SI-0103 SI-0104";

    private readonly IdpHost _host = idp.Host;
    private readonly Asking _hall = new(idp.Host, "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("hall:hall-dev-secret-0123456789abcdefghij")));

    [Fact]
    [Trait("Case", "UN-04")]
    [Trait("Case", "UN-22")]
    [Trait("Spec", "R137")]
    [Trait("Spec", "R139")]
    public async Task An_agents_menu_follows_the_mandate_from_one_question_to_the_next()
    {
        using var browser = new HttpBrowser();
        using var hall = Relying.Hall(_host, "openid unit items offline_access");
        var tokens = await hall.RedeemAsync(await browser.AsMemberAsync(hall, Demo.U1, Demo.Wang));
        var mandate = tokens.Claims().GetProperty("represents").GetProperty("mandate").GetProperty("id").GetString()!;
        var key = JsHrss.Accounts.Identifiers.MandateId.Read(mandate)!.Value.Value;
        var sub = tokens.Claims().GetProperty("sub").GetString()!;
        var today = JsHrss.Accounts.ChinaTime.DayOf(_host.Clock.GetUtcNow()).DayNumber;
        Assert.Equal("permitted permitted item_missing item_missing", await AskAsync(sub));

        await _host.Database.ChangeAsync("update mandate set items = 'SI-0102 SI-0103', version = version + 1 where id = @id", ("@id", key));
        Assert.Equal("item_missing permitted permitted item_missing", await AskAsync(sub));
        // A client that goes by what it saw before is told so.
        Assert.Equal("mandate_changed mandate_changed mandate_changed mandate_changed", await AskAsync(sub, $$""","mandate":{"id":"{{mandate}}","version":1}"""));
        Assert.Equal("item_missing permitted permitted item_missing", await AskAsync(sub, $$""","mandate":{"id":"{{mandate}}","version":2}"""));
        await _host.Database.ChangeAsync("update mandate set first_day = @day where id = @id", ("@day", today + 1), ("@id", key));
        Assert.Equal("not_started not_started not_started not_started", await AskAsync(sub));
        await _host.Database.ChangeAsync("update mandate set first_day = @day, last_day = @day where id = @id", ("@day", today - 1), ("@id", key));
        Assert.Equal("ended ended ended ended", await AskAsync(sub));
        await _host.Database.ChangeAsync("update mandate set last_day = @day where id = @id", ("@day", today), ("@id", key));
        Assert.Equal("item_missing permitted permitted item_missing", await AskAsync(sub));

        await MemberAsync("suspended_at = 1");
        Assert.Equal("suspended suspended suspended suspended", await AskAsync(sub));
        await MemberAsync("suspended_at = null, status = 1");
        Assert.Equal("awaiting_confirmation awaiting_confirmation awaiting_confirmation awaiting_confirmation", await AskAsync(sub));
        await MemberAsync("status = 2");
        await _host.Database.ChangeAsync("update person set frozen_at = 1 where id = (select person from membership where id = (select membership from mandate where id = @id))", ("@id", key));
        Assert.Equal("suspended suspended suspended suspended", await AskAsync(sub));
        await _host.Database.ChangeAsync("update person set frozen_at = null where id = (select person from membership where id = (select membership from mandate where id = @id))", ("@id", key));
        await MemberAsync("status = 9");
        Assert.Equal("no_mandate no_mandate no_mandate no_mandate", await AskAsync(sub));

        // The client's right to ask ends with its authorization.
        await hall.RevokeAsync(tokens["refresh_token"]!);
        Assert.Equal("subject_unknown subject_unknown subject_unknown subject_unknown", await AskAsync(sub));

        Task MemberAsync(string change) => _host.Database.ChangeAsync($"update membership set {change} where id = (select membership from mandate where id = @id)", ("@id", key));
    }

    private async Task<string> AskAsync(string sub, string more = "")
    {
        var evaluations = string.Join(',', Menu.Split(' ').Select(item => $$$"""{"resource":{"type":"urn:jshrss:item","id":"{{{item}}}"}}"""));
        var answer = await _hall.AskAllAsync($$$"""{"subject":{"type":"user","id":"{{{sub}}}"},"action":{"name":"submit"},"context":{"unit":"{{{Demo.U1}}}"{{{more}}}},"evaluations":[{{{evaluations}}}]}""");
        return string.Join(' ', answer.Outcomes());
    }
}
