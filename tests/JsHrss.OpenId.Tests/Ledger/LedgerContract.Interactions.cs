using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Ledger;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task Answers_are_kept_by_prompt_and_a_later_one_replaces_the_earlier()
    {
        var (ledger, interaction) = await WithInteractionAsync();

        await ledger.ApplyAsync(List(new Change.Answer(interaction, "context", new PromptAnswer(Clock.Now, "self"))), Ct);
        await ledger.ApplyAsync(List(new Change.Answer(interaction, "consent", new PromptAnswer(Clock.Now, null))), Ct);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await ledger.ApplyAsync(List(new Change.Answer(interaction, "context", new PromptAnswer(Clock.Now, "m_1"))), Ct);

        var found = await ledger.LookAsync(interaction, Ct);
        Assert.Null(found?.Grant);
        Assert.Equal(2, found?.Answers.Count);
        Assert.Equal(new PromptAnswer(Clock.Now, "m_1"), found?.Answers["context"]);
        Assert.Equal(new PromptAnswer(Clock.Now.AddSeconds(-1), null), found?.Answers["consent"]);
    }

    [Fact]
    public async Task Racing_answers_to_different_prompts_are_all_kept()
    {
        var (ledger, interaction) = await WithInteractionAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Task.Run(
            async () => await ledger.ApplyAsync(List(new Change.Answer(interaction, $"p{n}", new PromptAnswer(Clock.Now, null))), Ct), Ct)));

        Assert.Equal(10, (await ledger.LookAsync(interaction, Ct))?.Answers.Count);
    }

    [Fact]
    public async Task A_spent_or_expired_or_unknown_interaction_takes_no_answer_and_nothing_beside_it_is_written()
    {
        var (ledger, spent) = await WithInteractionAsync();
        await ledger.ApplyAsync(List(new Change.Spend(spent, Client, null)), Ct);
        var expired = Mint(Keepsake.Interaction);
        await ledger.ApplyAsync(List(new Change.Keep(expired, Client, null, default, Clock.Now.AddMinutes(1))), Ct);
        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.IsType<Outcome.AlreadySpent>(await ledger.ApplyAsync(Late(spent), Ct));
        Assert.IsType<Outcome.Gone>(await ledger.ApplyAsync(Late(expired), Ct));
        Assert.IsType<Outcome.Gone>(await ledger.ApplyAsync(Late(Mint(Keepsake.Interaction)), Ct));

        Assert.Equal(0, await CountFactsAsync("consent.given"));
        Assert.Empty((await ledger.LookAsync(spent, Ct))!.Answers);
    }

    [Fact]
    public async Task A_consent_is_found_by_person_client_and_context_and_replaced_by_a_newer_one()
    {
        var ledger = await OpenAsync();
        var consent = new Consent(Subject, Client, Context, ["openid", "profile"], ["phone_number"], Clock.Now, Clock.Now.AddDays(180)) { AuthorizationDetails = Json("""[{"type":"urn:jshrss:item","items":["SI-0101"]}]""") };
        await ledger.ApplyAsync(List(new Change.Consented(consent)), Ct);
        Clock.Advance(TimeSpan.FromDays(1));
        var newer = consent with { Scopes = ["openid"], Claims = [], AuthorizationDetails = Json("""[{"type":"urn:jshrss:item","items":["SI-0102"]}]"""), At = Clock.Now, Until = Clock.Now.AddDays(180) };
        await ledger.ApplyAsync(List(new Change.Consented(newer)), Ct);

        var found = await Consents.FindAsync(Subject, Client, Context, Ct);

        Assert.Equal(newer with { Scopes = found!.Scopes, Claims = found.Claims, AuthorizationDetails = found.AuthorizationDetails }, found);
        Assert.Equal(newer.AuthorizationDetails!.Value.GetRawText(), found.AuthorizationDetails!.Value.GetRawText());
        Assert.Equal(["openid"], found.Scopes.ToArray());
        Assert.Empty(found.Claims);
        Assert.Null(await Consents.FindAsync(Subject, OtherClient, Context, Ct));
        Assert.Null(await Consents.FindAsync(Subject, Client, new ContextId("m_other"), Ct));
    }

    [Fact]
    public async Task A_lapsed_consent_is_not_found()
    {
        var ledger = await OpenAsync();
        await ledger.ApplyAsync(List(new Change.Consented(new Consent(Subject, Client, Context, ["openid"], [], Clock.Now, Clock.Now.AddDays(180)))), Ct);

        Clock.Advance(TimeSpan.FromDays(180));

        Assert.Null(await Consents.FindAsync(Subject, Client, Context, Ct));
    }

    private System.Collections.Immutable.ImmutableArray<Change> Late(Handle interaction) =>
        List(new Change.Answer(interaction, "consent", new PromptAnswer(Clock.Now, null)), AFact("consent.given"));
}
