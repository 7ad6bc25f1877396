using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Api;

/// <summary>A server with the sandbox's gateway: what is done over the unit API lies in the inbox.</summary>
public sealed class UnitNoticeTests : IAsyncLifetime
{
    private SandboxProcess _sandbox = null!;
    private UnitIdp _idp = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxProcess.StartAsync("http://127.0.0.1:9");
        _idp = new UnitIdp([.. _sandbox.Settings.Where(one => one.StartsWith("Upstreams:Sms:", StringComparison.Ordinal))]);
        await _idp.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _idp.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    [Trait("Spec", "R134")]
    [Trait("Case", "FT-14")]
    [Trait("Case", "PI-04")]
    public async Task Adding_an_agent_sends_one_message_and_removing_another_and_a_dead_gateway_hinders_neither()
    {
        var scene = await _idp.PlantAsync();
        using var legal = await scene.AsAsync(scene.Legal);
        var person = await _idp.PersonAsync();
        var (number, members) = (person.Phone!.Value, $"{scene.Path}/members");

        var added = await legal.PostAsync(members, UnitMemberTests.FormOf(person, "agent"));
        Assert.Equal("201", added.Outcome);
        var invitation = Assert.Single(await InboxAsync(number, 1));
        Assert.Contains($"{scene.Unit.Name}已将您添加为经办人", invitation, StringComparison.Ordinal);

        await _sandbox.SwitchAsync("sms", "Down");
        Assert.Equal("204", (await legal.DeleteAsync(added.Location!)).Outcome);
        await UntilAsync(async () => await _idp.Host.Database.CountAsync("select count(*) from outbox where kind = 'sms' and attempts > 0") == 1);
        await _sandbox.SwitchAsync("sms", "Normal");
        _idp.Host.Clock.Add(TimeSpan.FromSeconds(10));
        Assert.Contains("已取消您的经办人身份", (await InboxAsync(number, 2))[0], StringComparison.Ordinal);

        // It is settled after the gateway has taken it.
        await UntilAsync(async () => await _idp.Host.Database.CountAsync("select count(*) from outbox where kind = 'sms' and payload is not null") == 0);
        Assert.DoesNotContain(_idp.Host.Log.All, line => line.Contains(number, StringComparison.Ordinal) || line.Contains("【江苏人社】", StringComparison.Ordinal));
    }

    /// <summary>Newest first, as soon as there are so many.</summary>
    private async Task<string[]> InboxAsync(string number, int count)
    {
        string[] messages = [];
        await UntilAsync(async () =>
        {
            var page = await _sandbox.PageAsync($"/sms?to={number}");
            messages = [.. System.Text.RegularExpressions.Regex.Matches(page, "class=\"bubble\">([^<]*)<", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => System.Net.WebUtility.HtmlDecode(match.Groups[1].Value))];
            return messages.Length >= count;
        });
        Assert.Equal(count, messages.Length);
        return messages;
    }

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (!await reached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(60), "It did not come so far.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
