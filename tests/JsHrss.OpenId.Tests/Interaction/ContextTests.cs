using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Interaction;

/// <summary>In which capacity the person acts: asked, never guessed; and what this session's proofs amount to there.</summary>
public sealed class ContextTests
{
    private static readonly ContextId Unit = new("m_unit");

    [Fact]
    public async Task Several_contexts_lead_to_the_chooser_and_the_chosen_one_goes_into_the_grant()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.House.Decide = (_, _, chosen) => chosen?.Value is { } value ? new ContextDecision.Settled(new ContextId(value)) : new ContextDecision.Ask();
        Assert.Equal("interaction_required", (await SilentAsync(host)).ErrorAtHall());
        var interaction = (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("choose");

        await host.AnswerAsync(interaction, "context", Unit.Value);

        Assert.Equal(Unit, (await GrantOfAsync(host, await host.Browser.ResumeAsync(interaction))).Entitlement.Context);
    }

    [Fact]
    [Trait("Case", "AZ-12")]
    public async Task Parameters_put_on_the_way_back_change_nothing()
    {
        await using var host = await ProviderHost.StartAsync();
        var interaction = (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("sign-in");
        host.SignIn();

        var response = await host.Browser.ResumeAsync(interaction + "&client_id=partner&scope=openid+phone&redirect_uri=https%3A%2F%2Fevil.example&acr_values=x&code_challenge=x");

        Assert.Equal(["openid", "profile"], (await GrantOfAsync(host, response)).Entitlement.Scopes.ToArray());
    }

    [Fact]
    public async Task A_context_without_its_proof_leads_to_the_sign_in_page_which_is_told_the_context()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.House.Decide = (_, session, _) => session.Proofs.Length > 1 ? new ContextDecision.Settled(Unit) : new ContextDecision.ProofMissing(Unit);
        Assert.Equal("interaction_required", (await SilentAsync(host)).ErrorAtHall());
        var interaction = (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("sign-in");
        var pending = await host.FindAsync(interaction);
        Assert.Equal((Unit, "proof_missing"), (pending?.Context, pending?.Need?.Reason));

        host.Sessions.Prove("unit_pwd", host.Clock.Now);

        Assert.Equal(Unit, (await GrantOfAsync(host, await host.Browser.ResumeAsync(interaction))).Entitlement.Context);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.6")]
    public async Task Where_no_context_can_serve_the_person_sees_why_and_prompt_none_is_denied()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.House.Decide = (_, _, _) => new ContextDecision.NoneServed("client_serves_units_only");

        var interaction = (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("not-served");

        Assert.Equal("client_serves_units_only", (await host.FindAsync(interaction))?.Need?.Reason);
        Assert.Equal("access_denied", (await SilentAsync(host)).ErrorAtHall());
    }

    [Fact]
    [Trait("Case", "CD-17")]
    public async Task A_grant_the_house_would_not_serve_is_never_opened()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.House.Judged = (_, _) => new Verdict.Refused("frozen");

        var interaction = (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("not-served");

        Assert.Equal("frozen", (await host.FindAsync(interaction))?.Need?.Reason);
        Assert.Equal("access_denied", (await SilentAsync(host)).ErrorAtHall());
        Assert.Empty(host.Ledger.Facts);
    }

    [Fact]
    public async Task The_hosts_own_parameters_reach_the_house_and_no_others()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        AuthorizationRequest? seen = null;
        host.House.Decide = (request, _, _) =>
        {
            seen = request;
            return new ContextDecision.Settled(SampleHouse.Self);
        };

        await new AuthorizeRequest().With("unit_hint", "13150819").With("other_hint", "x").GetAsync(host.Browser);

        var parameter = Assert.Single(seen!.HostParameters);
        Assert.Equal(("unit_hint", "13150819"), (parameter.Key, parameter.Value));
    }

    [Theory]
    [InlineData("urn:test:high", "step-up")]
    [InlineData("urn:test:middle", null)]
    [InlineData("urn:test:low", null)]
    [Trait("Spec", "OIDC Core §5.5.1.1/essential")]
    [Trait("Case", "AZ-15")]
    public async Task An_essential_acr_means_at_least(string acr, string? page)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var claims = $$$$"""{"id_token":{"acr":{"essential":true,"values":["{{{{acr}}}}","urn:unknown"]}}}""";

        var response = await new AuthorizeRequest().With("claims", claims).GetAsync(host.Browser);

        if (page is null)
            response.CodeAtHall();
        else
            response.InteractionAt(page);
        if (page is not null)
            Assert.Equal("interaction_required", (await new AuthorizeRequest().With("claims", claims).With("prompt", "none").GetAsync(host.Browser)).ErrorAtHall());
    }

    [Theory]
    [InlineData("urn:test:high")]
    [InlineData("urn:unknown")]
    [Trait("Spec", "OpenID Connect Core Unmet Authentication Requirements §1")]
    public async Task An_essential_acr_that_cannot_be_reached_is_answered_at_once(string acr)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.House.Reachable = _ => false;
        var claims = $$$$"""{"id_token":{"acr":{"essential":true,"value":"{{{{acr}}}}"}}}""";
        Assert.Equal("unmet_authentication_requirements", (await new AuthorizeRequest().With("claims", claims).GetAsync(host.Browser)).ErrorAtHall());
    }

    [Fact]
    public async Task The_clients_registered_minimum_cannot_be_lowered_by_a_request()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Hall with { MinAcr = "urn:test:high" });
        host.SignIn();
        var interaction = (await new AuthorizeRequest().With("acr_values", "urn:test:low").GetAsync(host.Browser)).InteractionAt("step-up");

        host.House.Reachable = _ => false;

        (await host.Browser.ResumeAsync(interaction)).InteractionAt("not-served");
        Assert.Equal("access_denied", (await SilentAsync(host)).ErrorAtHall());
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    [Trait("Spec", "OIDC Core §15.1/acr-values")]
    public async Task Wished_acr_values_are_offered_until_the_person_declines_and_then_let_go()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var interaction = (await new AuthorizeRequest().With("acr_values", "urn:test:high").GetAsync(host.Browser)).InteractionAt("step-up");
        // A proof that does not reach it is no refusal of it.
        host.Sessions.Prove("pwd", host.Clock.Now);
        (await host.Browser.ResumeAsync(interaction)).InteractionAt("step-up");

        await host.AnswerAsync(interaction, "acr", "declined");

        (await host.Browser.ResumeAsync(interaction)).CodeAtHall();
        (await new AuthorizeRequest().With("acr_values", "urn:test:high").With("prompt", "none").GetAsync(host.Browser)).CodeAtHall();
        host.House.Reachable = _ => false;
        (await new AuthorizeRequest().With("acr_values", "urn:test:high").GetAsync(host.Browser)).CodeAtHall();
    }

    private static Task<HttpResponseMessage> SilentAsync(ProviderHost host) => new AuthorizeRequest().With("prompt", "none").GetAsync(host.Browser);

    private static async Task<Grant> GrantOfAsync(ProviderHost host, HttpResponseMessage response) =>
        (await host.Ledger.LookAsync(Handle.Read(Keepsake.AuthorizationCode, response.CodeAtHall())!, TestContext.Current.CancellationToken))!.Grant!;
}
