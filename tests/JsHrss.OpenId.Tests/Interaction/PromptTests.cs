using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Hosting;

namespace JsHrss.OpenId.Tests.Interaction;

/// <summary>prompt, max_age and hints: what is asked of the person, and what prompt=none answers instead.</summary>
public sealed class PromptTests
{
    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.3/authenticate")]
    [Trait("Spec", "RFC 6749 §3.1/authenticate")]
    public async Task Nobody_signed_in_leads_to_the_sign_in_page_and_back_to_a_code()
    {
        await using var host = await ProviderHost.StartAsync();
        var interaction = (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("sign-in");

        Assert.Equal(interaction, (await host.Browser.ResumeAsync(interaction)).InteractionAt("sign-in"));
        host.SignIn();

        Assert.StartsWith("code_", (await host.Browser.ResumeAsync(interaction)).CodeAtHall(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.3/none")]
    [Trait("Spec", "OIDC Core §3.1.2.1/prompt-none")]
    [Trait("Spec", "OIDC Core §3.1.2.6/state")]
    [Trait("Spec", "RFC 6749 §4.1.2.1/state")]
    [Trait("Spec", "OIDC Core §15.1/prompt")]
    [Trait("Case", "AZ-15")]
    public async Task Prompt_none_without_session_answers_login_required_and_keeps_nothing()
    {
        await using var host = await ProviderHost.StartAsync();
        var response = await new AuthorizeRequest().With("prompt", "none").GetAsync(host.Browser);
        Assert.Equal("login_required", response.ErrorAtHall());
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    public async Task Prompt_none_with_a_session_that_suffices_answers_a_code()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        (await new AuthorizeRequest().With("prompt", "none").GetAsync(host.Browser)).CodeAtHall();
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1/prompt-login")]
    [Trait("Spec", "OIDC Core §3.1.2.3/authenticate")]
    [Trait("Spec", "OIDC Core §15.1/prompt")]
    public async Task Prompt_login_loops_until_a_proof_given_since_the_interaction_began()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var interaction = (await new AuthorizeRequest().With("prompt", "login").GetAsync(host.Browser)).InteractionAt("sign-in");

        host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(interaction, (await host.Browser.ResumeAsync(interaction)).InteractionAt("sign-in"));
        host.Sessions.Prove("pwd", host.Clock.Now);

        (await host.Browser.ResumeAsync(interaction)).CodeAtHall();
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    public async Task An_answer_to_the_login_prompt_is_no_proof()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var interaction = (await new AuthorizeRequest().With("prompt", "login").GetAsync(host.Browser)).InteractionAt("sign-in");

        await host.AnswerAsync(interaction, "login", null);

        (await host.Browser.ResumeAsync(interaction)).InteractionAt("sign-in");
    }

    [Theory]
    [InlineData("60", 60, true)]
    [InlineData("60", 61, false)]
    [InlineData("0", 1, false)]
    [Trait("Spec", "OIDC Core §3.1.2.1/max-age")]
    [Trait("Spec", "OIDC Core §15.1/max-age")]
    public async Task Max_age_is_counted_from_the_last_proof(string maxAge, int secondsAgo, bool enough)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.Clock.Advance(TimeSpan.FromSeconds(secondsAgo));

        var response = await new AuthorizeRequest().With("max_age", maxAge).GetAsync(host.Browser);
        var silent = await new AuthorizeRequest().With("max_age", maxAge).With("prompt", "none").GetAsync(host.Browser);

        if (enough)
        {
            response.CodeAtHall();
            silent.CodeAtHall();
        }
        else
        {
            response.InteractionAt("sign-in");
            Assert.Equal("login_required", silent.ErrorAtHall());
        }
    }

    [Theory]
    [InlineData("0", 60)]
    [InlineData("3", 60)]
    [InlineData("300", 300)]
    [Trait("Spec", "OIDC Core §3.1.2.1/max-age")]
    public async Task A_proof_given_since_leaves_a_minute_for_the_pages_that_follow_and_is_then_asked_for_again(string maxAge, int bearable)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.Clock.Advance(TimeSpan.FromHours(1));
        var interaction = (await new AuthorizeRequest().With("max_age", maxAge).With("prompt", "consent").GetAsync(host.Browser)).InteractionAt("sign-in");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        host.Sessions.Prove("pwd", host.Clock.Now);
        (await host.Browser.ResumeAsync(interaction)).InteractionAt("consent");
        host.Clock.Advance(TimeSpan.FromSeconds(bearable + 1));
        await host.AnswerAsync(interaction, "consent", $"p_sample {SampleHouse.Self}");

        (await host.Browser.ResumeAsync(interaction)).InteractionAt("sign-in");
        host.Sessions.Prove("pwd", host.Clock.Now);
        host.Clock.Advance(TimeSpan.FromSeconds(bearable));

        // What was consented stays so: the proof alone was missing.
        (await host.Browser.ResumeAsync(interaction)).CodeAtHall();
    }

    [Fact]
    [Trait("Spec", "OIDC Registration §2")]
    public async Task The_clients_default_max_age_holds_where_none_is_sent()
    {
        await using var host = await ProviderHost.StartAsync();
        host.Clients.Replace(SampleClients.Hall with { DefaultMaxAge = TimeSpan.FromSeconds(10) });
        host.SignIn();
        host.Clock.Advance(TimeSpan.FromSeconds(11));
        (await new AuthorizeRequest().GetAsync(host.Browser)).InteractionAt("sign-in");
        (await new AuthorizeRequest().With("max_age", "60").GetAsync(host.Browser)).CodeAtHall();
    }

    [Theory]
    [InlineData("300", 300)]
    [InlineData("10", 10)]
    [Trait("Spec", "OIDC Core §3.1.2.1/max-age")]
    public async Task What_was_proven_longer_ago_than_max_age_shows_nobodys_presence(string maxAge, int secondsAgo)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        (await new AuthorizeRequest().With("max_age", maxAge).GetAsync(host.Browser)).CodeAtHall();
        Assert.Equal(host.Clock.Now.AddSeconds(-secondsAgo), host.House.RecentSince);
        (await new AuthorizeRequest().GetAsync(host.Browser)).CodeAtHall();
        Assert.Null(host.House.RecentSince);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1/max-age")]
    public async Task Since_the_request_came_what_is_proven_counts_for_a_minute_though_max_age_is_shorter()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.Clock.Advance(TimeSpan.FromHours(1));
        var interaction = (await new AuthorizeRequest().With("max_age", "0").GetAsync(host.Browser)).InteractionAt("sign-in");
        var begun = host.Clock.Now;
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        host.Sessions.Prove("pwd", host.Clock.Now);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        (await host.Browser.ResumeAsync(interaction)).CodeAtHall();
        Assert.Equal(begun, host.House.RecentSince);
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    public async Task Max_age_looks_at_the_proof_that_opens_the_context_not_at_a_newer_one_of_another()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        host.Sessions.Prove("unit_pwd", host.Clock.Now);
        host.House.Authenticated = (session, _) => new Authentication(SampleHouse.AcrValues[1], ["pwd"], session.Proofs[0].At, "local");

        (await new AuthorizeRequest().With("max_age", "60").GetAsync(host.Browser)).InteractionAt("sign-in");
        Assert.Equal("login_required", (await new AuthorizeRequest().With("max_age", "60").With("prompt", "none").GetAsync(host.Browser)).ErrorAtHall());
    }

    [Fact]
    [Trait("Spec", "OIDC Core §3.1.2.1/prompt-select")]
    public async Task Select_account_leads_to_the_chooser_once()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        var interaction = (await new AuthorizeRequest().With("prompt", "select_account").GetAsync(host.Browser)).InteractionAt("choose");

        await host.AnswerAsync(interaction, "select_account", null);

        (await host.Browser.ResumeAsync(interaction)).CodeAtHall();
    }

    [Theory]
    [InlineData("login consent")]
    [InlineData("consent login")]
    [Trait("Spec", "OIDC Core §3.1.2.1")]
    public async Task Several_prompts_are_all_shown_whatever_their_order(string prompt)
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var interaction = (await new AuthorizeRequest().With("prompt", prompt).GetAsync(host.Browser)).InteractionAt("sign-in");
        host.Sessions.Prove("pwd", host.Clock.Now);

        Assert.Equal(interaction, (await host.Browser.ResumeAsync(interaction)).InteractionAt("consent"));

        await host.AnswerAsync(interaction, "consent", $"p_sample {SampleHouse.Self}");
        (await host.Browser.ResumeAsync(interaction)).CodeAtHall();
    }

    [Fact]
    [Trait("Case", "RT-16")]
    public async Task What_the_person_before_answered_does_not_count_for_the_next_one()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn("p_first");
        var interaction = (await new AuthorizeRequest().With("prompt", "select_account").GetAsync(host.Browser)).InteractionAt("choose");
        await host.AnswerAsync(interaction, "select_account", null);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        host.SignIn("p_second");

        (await host.Browser.ResumeAsync(interaction)).InteractionAt("choose");
    }

    [Fact]
    [Trait("Spec", "OIDC Core §5.5.1/sub")]
    [Trait("Spec", "OIDC Core §3.1.2.2/sub")]
    [Trait("Case", "RT-16")]
    public async Task A_request_for_one_particular_subject_is_not_answered_with_another()
    {
        await using var host = await ProviderHost.StartAsync();
        host.SignIn("p_other");
        const string claims = """{"id_token":{"sub":{"value":"p_sample"}}}""";

        Assert.Equal("login_required", (await new AuthorizeRequest().With("claims", claims).With("prompt", "none").GetAsync(host.Browser)).ErrorAtHall());
        var interaction = (await new AuthorizeRequest().With("claims", claims).GetAsync(host.Browser)).InteractionAt("sign-in");
        host.SignIn("p_sample");
        (await host.Browser.ResumeAsync(interaction)).CodeAtHall();
    }
}
