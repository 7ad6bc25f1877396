using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;
using JsHrss.OpenId.Tests.Token;

namespace JsHrss.OpenId.Tests.Interaction;

/// <summary>How strongly and how freshly the person authenticated: asked for, stated, and never borrowed.</summary>
public sealed class StepUpTests
{
    private const string High = """{"id_token":{"acr":{"essential":true,"values":["urn:test:high"]}}}""";

    [Fact]
    [Trait("Spec", "OIDC Core §5.5.1.1")]
    [Trait("Case", "AS-01")]
    public async Task A_missing_level_is_stepped_up_to_and_then_stated()
    {
        await using var host = await StartAsync();
        host.SignIn();
        var interaction = (await new AuthorizeRequest().With("claims", High).GetAsync(host.Browser)).InteractionAt("step-up");
        (await host.Browser.ResumeAsync(interaction)).InteractionAt("step-up");

        host.Sessions.Prove("face", host.Clock.Now);

        Assert.Equal("urn:test:high", await AcrOfAsync(host, await host.Browser.ResumeAsync(interaction)));
    }

    [Fact]
    [Trait("Case", "AS-02")]
    public async Task A_client_that_asks_for_no_level_is_told_the_true_one_and_its_registered_minimum_holds()
    {
        await using var host = await StartAsync();
        host.SignIn();
        Assert.Equal("urn:test:low", await AcrOfAsync(host, await new AuthorizeRequest().GetAsync(host.Browser)));

        host.Clients.Replace(SampleClients.Hall with { MinAcr = "urn:test:high" });
        Assert.Equal("interaction_required", (await new AuthorizeRequest().With("prompt", "none").GetAsync(host.Browser)).ErrorAtHall());
        (await new AuthorizeRequest().With("acr_values", "urn:test:low").With("claims", """{"id_token":{"acr":{"essential":true,"value":"urn:test:low"}}}""").GetAsync(host.Browser)).InteractionAt("step-up");
    }

    [Theory]
    [InlineData("max_age", "0")]
    [InlineData("prompt", "login")]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    [Trait("Case", "AS-03")]
    public async Task A_cancelled_demand_for_a_fresh_proof_is_made_again_and_auth_time_is_that_proof(string name, string value)
    {
        await using var host = await StartAsync();
        host.SignIn();
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        var cancelled = (await new AuthorizeRequest().With(name, value).GetAsync(host.Browser)).InteractionAt("sign-in");
        (await host.Browser.ResumeAsync(cancelled)).InteractionAt("sign-in");
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        var interaction = (await new AuthorizeRequest().With(name, value).GetAsync(host.Browser)).InteractionAt("sign-in");
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        host.Sessions.Prove("pwd", host.Clock.Now);
        var provenAt = host.Clock.Now.ToUnixTimeSeconds();
        host.Clock.Advance(TimeSpan.FromSeconds(30));

        var tokens = await RedeemAsync(host, await host.Browser.ResumeAsync(interaction));
        Assert.Equal(provenAt, tokens.Claims("id_token").GetProperty("auth_time").GetInt64());
    }

    [Fact]
    [Trait("Case", "AS-04")]
    public async Task An_older_tab_neither_inherits_a_demand_nor_loses_or_claims_a_level()
    {
        await using var host = await StartAsync();
        host.SignIn();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var fresh = (await new AuthorizeRequest().With("prompt", "login").GetAsync(host.Browser)).InteractionAt("sign-in");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var strong = (await new AuthorizeRequest().With("claims", High).GetAsync(host.Browser)).InteractionAt("step-up");
        var before = await RedeemAsync(host, await new AuthorizeRequest().GetAsync(host.Browser));

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        host.Sessions.Prove("face", host.Clock.Now);

        Assert.Equal("urn:test:high", await AcrOfAsync(host, await host.Browser.ResumeAsync(strong)));
        // The older tab is satisfied by the newer proof, because it is newer than the tab, and tells when that was.
        var older = await RedeemAsync(host, await host.Browser.ResumeAsync(fresh));
        Assert.Equal(host.Clock.Now.ToUnixTimeSeconds(), older.Claims("id_token").GetProperty("auth_time").GetInt64());
        // What was given before the step-up stays what it was.
        Assert.Equal("urn:test:low", (await host.RefreshAsync(SampleClients.Hall, before.RefreshToken)).Claims("id_token").GetProperty("acr").GetString());
    }

    /// <summary>A house in which a face proves more than a password does.</summary>
    private static async Task<ProviderHost> StartAsync()
    {
        var host = await ProviderHost.StartAsync();
        host.House.Authenticated = (session, _) => new Authentication(session.Proofs.Any(proof => proof.Method == "face") ? "urn:test:high" : "urn:test:low", ["pwd"], session.Proofs[^1].At, "local");
        return host;
    }

    private static async Task<string?> AcrOfAsync(ProviderHost host, HttpResponseMessage response) => (await RedeemAsync(host, response)).Claims("id_token").GetProperty("acr").GetString();

    private static async Task<Answered> RedeemAsync(ProviderHost host, HttpResponseMessage response)
    {
        var tokens = await host.TokenAsync(
            SampleClients.Hall, ("grant_type", "authorization_code"), ("code", response.CodeAtHall()), ("redirect_uri", "https://hall.example/signin-oidc"), ("code_verifier", AuthorizeRequest.Verifier));
        Assert.Equal(200, (int)tokens.Status);
        return tokens;
    }
}
