using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Ledger;

public abstract partial class LedgerContract
{
    private const string Jkt = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";

    [Fact]
    [Trait("Spec", "RFC 9449 §5/refresh-bound")]
    public async Task A_grant_is_bound_together_with_spending_its_code()
    {
        var (ledger, grant, code) = await WithUnboundCodeAsync();

        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Spend(code, Client, null), new Change.Bind(grant.Id, Jkt)), Ct));

        Assert.Equal(new Confirmation(Jkt, null), (await ledger.LookAsync(code, Ct))?.Grant?.Entitlement.Confirmation);
        Assert.Equal(Jkt, (await ledger.StateAsync(grant.Id, new byte[32], Freshness.Live, Ct)).Grant?.Entitlement.Confirmation.Jkt);
    }

    [Fact]
    [Trait("Spec", "RFC 9449 §5/refresh-bound")]
    public async Task A_bound_grant_is_bound_to_no_other_key_and_nothing_else_of_the_list_is_done()
    {
        var (ledger, grant, code) = await WithUnboundCodeAsync();
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Bind(grant.Id, Jkt)), Ct));
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Bind(grant.Id, Jkt)), Ct));

        Assert.IsType<Outcome.GrantEnded>(await ledger.ApplyAsync(List(new Change.Spend(code, Client, null), new Change.Bind(grant.Id, "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")), Ct));

        var found = await ledger.LookAsync(code, Ct);
        Assert.Null(found?.SpentAt);
        Assert.Equal(Jkt, found?.Grant?.Entitlement.Confirmation.Jkt);
    }

    [Fact]
    public async Task An_ended_grant_is_not_bound()
    {
        var (ledger, grant, code) = await WithUnboundCodeAsync();
        await ledger.ApplyAsync(List(new Change.End(grant.Id, "test")), Ct);

        Assert.IsType<Outcome.GrantEnded>(await ledger.ApplyAsync(List(new Change.Bind(grant.Id, Jkt)), Ct));
        Assert.Null((await ledger.LookAsync(code, Ct))?.Grant?.Entitlement.Confirmation.Jkt);
    }

    private async Task<(ILedger Ledger, Grant Grant, Handle Code)> WithUnboundCodeAsync()
    {
        var ledger = await OpenAsync();
        var grant = AGrant();
        grant = grant with { Entitlement = grant.Entitlement with { Confirmation = Confirmation.None } };
        var code = Mint(Keepsake.AuthorizationCode);
        await ledger.ApplyAsync(List(new Change.Open(grant), KeepCode(code, grant)), Ct);
        return (ledger, grant, code);
    }
}
