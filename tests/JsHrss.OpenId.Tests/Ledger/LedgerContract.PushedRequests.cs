using System.Text;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Ledger;

public abstract partial class LedgerContract
{
    [Fact]
    [Trait("Spec", "RFC 9126 §2.2")]
    public async Task A_pushed_request_is_found_as_it_was_kept()
    {
        var (ledger, pushed) = await WithPushedRequestAsync();

        var found = await ledger.LookAsync(pushed, Ct);

        Assert.Equal((Client, "request"), (found?.Client, Encoding.UTF8.GetString(found!.Payload.Span)));
        Assert.Equal((Clock.Now.AddMinutes(31), (DateTimeOffset?)null), (found.ExpiresAt, found.SpentAt));
        Assert.Null(found.Grant);
        Assert.Null(await ledger.LookAsync(pushed with { Kind = Keepsake.Interaction }, Ct));
        Assert.Null(await ledger.LookAsync(Mint(Keepsake.PushedRequest) with { Key = pushed.Key }, Ct));
    }

    [Fact]
    [Trait("Spec", "RFC 9126 §4")]
    public async Task Of_fifty_racing_uses_of_a_pushed_request_exactly_one_opens_its_grant()
    {
        var (ledger, pushed) = await WithPushedRequestAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(
            async () => await ledger.ApplyAsync(List(new Change.Spend(pushed, Client, null), new Change.Open(AGrant()), AFact("authorization.refused")), Ct), Ct)));

        Assert.Single(outcomes.OfType<Outcome.Done>());
        Assert.Equal(49, outcomes.OfType<Outcome.AlreadySpent>().Count());
        Assert.Equal(1, await CountFactsAsync("authorization.refused"));
        Assert.NotNull((await ledger.LookAsync(pushed, Ct))?.SpentAt);
    }

    [Fact]
    public async Task A_pushed_request_of_another_client_or_past_its_end_is_gone()
    {
        var (ledger, pushed) = await WithPushedRequestAsync();
        Assert.IsType<Outcome.Gone>(await ledger.ApplyAsync(List(new Change.Spend(pushed, OtherClient, null)), Ct));
        Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.IsType<Outcome.Gone>(await ledger.ApplyAsync(List(new Change.Spend(pushed, Client, null)), Ct));
    }

    [Fact]
    public async Task Several_things_are_spent_by_one_list()
    {
        var (ledger, pushed) = await WithPushedRequestAsync();
        var interaction = await KeepInteractionAsync(ledger);

        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Spend(interaction, Client, null), new Change.Spend(pushed, Client, null), AFact("authorization.refused")), Ct));

        Assert.NotNull((await ledger.LookAsync(interaction, Ct))?.SpentAt);
        Assert.NotNull((await ledger.LookAsync(pushed, Ct))?.SpentAt);
        Assert.Equal(1, await CountFactsAsync("authorization.refused"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_one_of_several_was_spent_before_none_is_spent(bool first)
    {
        var (ledger, pushed) = await WithPushedRequestAsync();
        var interaction = await KeepInteractionAsync(ledger);
        var (spent, other) = first ? (interaction, pushed) : (pushed, interaction);
        await ledger.ApplyAsync(List(new Change.Spend(spent, Client, null)), Ct);

        var outcome = await ledger.ApplyAsync(List(new Change.Spend(interaction, Client, null), new Change.Spend(pushed, Client, null), AFact("authorization.refused")), Ct);

        Assert.IsType<Outcome.AlreadySpent>(outcome);
        Assert.Null((await ledger.LookAsync(other, Ct))?.SpentAt);
        Assert.Equal(0, await CountFactsAsync("authorization.refused"));
    }

    private async Task<(ILedger Ledger, Handle Pushed)> WithPushedRequestAsync()
    {
        var ledger = await OpenAsync();
        var pushed = Mint(Keepsake.PushedRequest);
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Keep(pushed, Client, null, "request"u8.ToArray(), Clock.Now.AddMinutes(31))), Ct));
        return (ledger, pushed);
    }

    private async Task<Handle> KeepInteractionAsync(ILedger ledger)
    {
        var interaction = Mint(Keepsake.Interaction);
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Keep(interaction, Client, null, "request"u8.ToArray(), Clock.Now.AddMinutes(30))), Ct));
        return interaction;
    }
}
