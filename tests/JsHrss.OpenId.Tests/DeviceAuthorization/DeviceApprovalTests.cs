using System.Collections.Immutable;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.DeviceAuthorization;

/// <summary>What a person is asked before a device is approved, and who may approve it.</summary>
public sealed class DeviceApprovalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Spec", "RFC 8628 §3.3.1/confirmed")]
    [Trait("Spec", "RFC 8628 §5.4/device-shown")]
    [Trait("Case", "QR-11")]
    public async Task Who_is_signed_in_is_still_asked_and_shown_which_device_it_is()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var asked = host.Clock.Now;
        var device = await Device.AskAsync(host);
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        var interaction = (await device.EnterAsync()).InteractionAt("device/approve");
        Assert.Equal(interaction, (await host.Browser.ResumeAsync(interaction)).InteractionAt("device/approve"));

        var shown = (await host.FindAsync(interaction))!.Request;
        Assert.Equal((device.UserCode, asked), (shown.Device?.UserCode.Shown, shown.Device!.AskedAt));
        Assert.Equal(("Kiosk", "127.0.0.1"), (shown.Client.Name, shown.Device.Address));
        Assert.Equal(["openid", "profile"], shown.Scopes);
        Assert.Equal("authorization_pending", (await device.PollAsync()).Error);
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.3")]
    public async Task Nobody_signed_in_is_led_to_sign_in_then_to_choose_then_to_approve()
    {
        await using var host = await ProviderHost.StartAsync();
        host.House.Decide = (_, _, chosen) => chosen is null ? new ContextDecision.Ask() : new ContextDecision.Settled(new ContextId(chosen.Value!));
        var device = await Device.AskAsync(host);

        var interaction = (await device.EnterAsync()).InteractionAt("sign-in");
        host.SignIn();
        Assert.Equal(interaction, (await host.Browser.ResumeAsync(interaction)).InteractionAt("choose"));
        await host.AnswerAsync(interaction, "context", "m_1");
        Assert.Equal(interaction, (await host.Browser.ResumeAsync(interaction)).InteractionAt("device/approve"));
        await host.ApproveAsync(interaction);
        await host.Browser.ResumeAsync(interaction);

        var tokens = await device.NextPollAsync();
        Assert.Equal("m_1", host.Ledger.Joined.Single().Context.Value);
        Assert.NotNull(tokens["id_token"]);
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.3/informed")]
    public async Task A_third_party_asks_for_consent_too()
    {
        var client = SampleClients.Partner with { GrantTypes = [Device.GrantType] };
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(client);
        host.SignIn();
        var device = await Device.AskAsync(host, client);
        var interaction = (await device.EnterAsync()).InteractionAt("consent");

        var pending = await host.FindAsync(interaction);
        await host.Service<IInteractions>().ConsentAsync(pending!, new Consent(new SubjectId("p_sample"), client.Id, SampleHouse.Self, pending!.Request.Scopes, [], host.Clock.Now, host.Clock.Now.AddDays(1)), Ct);

        Assert.Equal(interaction, (await host.Browser.ResumeAsync(interaction)).InteractionAt("device/approve"));
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task What_one_person_approved_does_not_count_for_the_next_at_this_browser()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var device = await Device.AskAsync(host);
        var interaction = (await device.EnterAsync()).InteractionAt("device/approve");
        await host.ApproveAsync(interaction);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        host.SignIn("p_other");

        Assert.Equal(interaction, (await host.Browser.ResumeAsync(interaction)).InteractionAt("device/approve"));
        Assert.Equal("authorization_pending", (await device.PollAsync()).Error);
    }

    [Fact]
    [Trait("Case", "AZ-21")]
    public async Task Another_browser_cannot_go_on_with_an_approval()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var device = await Device.AskAsync(host);
        var interaction = (await device.EnterAsync()).InteractionAt("device/approve");
        await host.ApproveAsync(interaction);

        using var other = host.NewBrowser();
        await (await other.ResumeAsync(interaction)).ShownAsync();

        Assert.Equal("interaction_gone", host.ErrorPage.Shown?.Code);
        Assert.Equal("authorization_pending", (await device.PollAsync()).Error);
    }

    [Fact]
    [Trait("Case", "QR-04")]
    public async Task Of_two_people_with_one_code_the_first_to_decide_wins()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var device = await Device.AskAsync(host);
        var (first, second) = ((await device.EnterAsync()).InteractionAt("device/approve"), (await device.EnterAsync()).InteractionAt("device/approve"));
        await host.ApproveAsync(first);
        await host.ApproveAsync(second);
        await host.DenyAsync(first, expected: "/device/denied");

        await (await host.Browser.ResumeAsync(second)).ShownAsync();

        Assert.Equal("device_decided", host.ErrorPage.Shown?.Code);
        Assert.Equal("access_denied", (await device.NextPollAsync()).Error);
        Assert.DoesNotContain(host.Ledger.Facts, fact => fact.Code == "grant.opened");
    }

    [Fact]
    [Trait("Case", "QR-04")]
    public async Task Fifty_racing_approvals_open_one_grant()
    {
        await using var host = await ProviderHost.StartAsync();
        var session = host.SignIn();
        var device = await Device.AskAsync(host);
        var approvals = host.Service<IDeviceApprovals>();
        var request = await approvals.FindAsync(UserCode.Read(device.UserCode)!.Value, Ct);

        var decisions = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(async () => n % 2 == 0
            ? await approvals.ApproveAsync(request!, session, ImmutableDictionary<string, PromptAnswer>.Empty, null, Ct)
            : await approvals.DenyAsync(request!, session.Subject, Ct), Ct)));

        Assert.Single(decisions, decision => decision is DeviceDecision.Approved or DeviceDecision.Denied);
        Assert.Equal(49, decisions.Count(decision => decision is DeviceDecision.OverBefore(Expired: false)));
        Assert.Equal(1, host.Ledger.Facts.Count(fact => fact.Code is "grant.opened" or "device.denied"));
    }

    [Fact]
    public async Task An_app_is_told_what_is_missing_first_and_nothing_is_decided()
    {
        await using var host = await ProviderHost.StartAsync();
        host.House.Decide = (_, _, chosen) => chosen is null ? new ContextDecision.Ask() : new ContextDecision.Settled(new ContextId(chosen.Value!));
        var session = host.SignIn();
        var device = await Device.AskAsync(host);
        var approvals = host.Service<IDeviceApprovals>();
        var request = (await approvals.FindAsync(UserCode.Read(device.UserCode)!.Value, Ct))!;

        var missing = Assert.IsType<DeviceDecision.Missing>(await approvals.ApproveAsync(request, session, ImmutableDictionary<string, PromptAnswer>.Empty, null, Ct));
        Assert.Equal("choose", missing.Need.Page);
        var chosen = ImmutableDictionary<string, PromptAnswer>.Empty.Add("context", new PromptAnswer(host.Clock.Now, "m_1"));
        Assert.IsType<DeviceDecision.Approved>(await approvals.ApproveAsync(request, session, chosen, ImmutableDictionary<string, string>.Empty.Add("approval", "signed"), Ct));
        var opened = host.Ledger.Facts.Single(fact => fact.Code == "grant.opened");
        Assert.Equal("signed", opened.Detail!.Value.GetProperty("evidence").GetProperty("approval").GetString());
        Assert.Null(await approvals.FindAsync(UserCode.Read(device.UserCode)!.Value, Ct));
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.5/expired")]
    public async Task Too_late_is_told_to_the_person()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var device = await Device.AskAsync(host);
        var interaction = (await device.EnterAsync()).InteractionAt("device/approve");
        await host.ApproveAsync(interaction);
        host.Clock.Advance(TimeSpan.FromMinutes(10));

        await (await host.Browser.ResumeAsync(interaction)).ShownAsync();

        Assert.Equal("device_expired", host.ErrorPage.Shown?.Code);
        Assert.Equal("expired_token", (await device.PollAsync()).Error);
    }

    [Fact]
    public async Task A_person_who_cannot_reach_what_is_essential_leaves_the_device_to_another()
    {
        await using var host = await ProviderHost.StartAsync();
        host.House.Reachable = _ => false;
        host.SignIn();
        var device = await Device.AskAsync(host, null, ("claims", """{"id_token":{"acr":{"essential":true,"value":"urn:test:high"}}}"""));

        await (await device.EnterAsync()).ShownAsync();

        Assert.Equal("unmet_authentication_requirements", host.ErrorPage.Shown?.Code);
        Assert.Equal("authorization_pending", (await device.PollAsync()).Error);
    }

    [Fact]
    [Trait("Case", "CD-16")]
    public async Task A_client_that_was_withdrawn_meanwhile_is_approved_by_nobody()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var device = await Device.AskAsync(host);
        var interaction = (await device.EnterAsync()).InteractionAt("device/approve");
        host.Clients.Replace(SampleClients.Kiosk with { GrantTypes = ["authorization_code"] });

        await (await host.Browser.ResumeAsync(interaction)).ShownAsync();
        Assert.IsType<EnteredCode.Wrong>(await host.EnterAsync(device.UserCode));
    }
}
