using System.Text;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Ledger;

public abstract partial class LedgerContract
{
    /// <summary>The device codes of the ledger opened last.</summary>
    protected abstract IDeviceCodes DeviceCodes { get; }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.2")]
    public async Task A_device_code_is_found_by_its_handle_and_by_its_user_code()
    {
        var (ledger, device, code) = await WithDeviceAsync();

        var found = await ledger.LookAsync(device, Ct);
        Assert.Equal((Client, "request"), (found?.Client, Encoding.UTF8.GetString(found!.Payload.Span)));
        Assert.Equal((Clock.Now.AddMinutes(10), (DateTimeOffset?)null, (Grant?)null), (found.ExpiresAt, found.SpentAt, found.Grant));
        var pending = await DeviceCodes.FindAsync(code, Ct);
        Assert.Equal((device.Key, Client, "request", Clock.Now.AddMinutes(10)), (pending!.Key, pending.Client, Encoding.UTF8.GetString(pending.Payload.Span), pending.ExpiresAt));
        Assert.Null(await DeviceCodes.FindAsync(UserCode.New(UserCode.Length), Ct));
        Assert.Null(await ledger.LookAsync(Mint(Keepsake.DeviceCode) with { Key = device.Key }, Ct));
        Assert.Empty(await DeviceCodes.DecidedAsync(Ct));
    }

    [Fact]
    public async Task A_user_code_that_is_remembered_cannot_be_given_again()
    {
        var (ledger, _, code) = await WithDeviceAsync();
        Clock.Advance(TimeSpan.FromMinutes(11));
        var other = Mint(Keepsake.DeviceCode);

        Assert.IsType<Outcome.Taken>(await ledger.ApplyAsync(List(Keep(other, code), AFact("device.denied")), Ct));

        Assert.Null(await ledger.LookAsync(other, Ct));
        Assert.Equal(0, await CountFactsAsync("device.denied"));
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.5")]
    public async Task An_approved_code_hangs_on_its_grant_and_is_spent_once()
    {
        var (ledger, device, code) = await WithDeviceAsync();
        var grant = AGrant();
        Assert.IsNotType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Spend(device, Client, null)), Ct));

        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.Open(grant), new Change.DecideDevice(device.Key, grant.Id)), Ct));

        var approved = await ledger.LookAsync(device, Ct);
        Assert.Equal((grant.Id, (DateTimeOffset?)null), (approved?.Grant?.Id, approved?.SpentAt));
        Assert.NotNull(approved!.Standing);
        Assert.Null(await DeviceCodes.FindAsync(code, Ct));
        Assert.Equal([device.Key], await DeviceCodes.DecidedAsync(Ct));
        Assert.IsType<Outcome.Gone>(await ledger.ApplyAsync(List(new Change.Spend(device, OtherClient, null)), Ct));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await ledger.ApplyAsync(List(new Change.Spend(device, Client, null), AFact("device.denied")), Ct), Ct)));
        Assert.Single(outcomes.OfType<Outcome.Done>());
        Assert.Equal(49, outcomes.OfType<Outcome.AlreadySpent>().Count());
        Assert.Equal(1, await CountFactsAsync("device.denied"));
        Assert.Equal([device.Key], await DeviceCodes.DecidedAsync(Ct));
    }

    [Fact]
    [Trait("Spec", "RFC 8628 §3.5")]
    public async Task A_denied_code_is_spent_without_a_grant()
    {
        var (ledger, device, code) = await WithDeviceAsync();

        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(new Change.DecideDevice(device.Key, null)), Ct));

        var denied = await ledger.LookAsync(device, Ct);
        Assert.Equal(((Grant?)null, Clock.Now), (denied?.Grant, denied?.SpentAt));
        Assert.Null(await DeviceCodes.FindAsync(code, Ct));
        Assert.Equal([device.Key], await DeviceCodes.DecidedAsync(Ct));
        Assert.IsType<Outcome.AlreadySpent>(await ledger.ApplyAsync(List(new Change.Spend(device, Client, null)), Ct));
    }

    [Fact]
    [Trait("Case", "QR-04")]
    public async Task Of_fifty_racing_decisions_exactly_one_counts()
    {
        var (ledger, device, _) = await WithDeviceAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(
            async () =>
            {
                var grant = AGrant();
                return await ledger.ApplyAsync(n % 2 == 0 ? List(new Change.Open(grant), new Change.DecideDevice(device.Key, grant.Id), AFact("device.denied")) : List(new Change.DecideDevice(device.Key, null), AFact("device.denied")), Ct);
            },
            Ct)));

        Assert.Single(outcomes.OfType<Outcome.Done>());
        Assert.Equal(49, outcomes.OfType<Outcome.AlreadySpent>().Count());
        Assert.Equal(1, await CountFactsAsync("device.denied"));
        var decided = await ledger.LookAsync(device, Ct);
        Assert.True(decided!.Grant is null != (decided.SpentAt is null));
    }

    [Fact]
    public async Task Past_its_end_or_unknown_a_code_is_not_decided_and_nothing_beside_it_is_written()
    {
        var (ledger, device, code) = await WithDeviceAsync();
        var grant = AGrant();
        Assert.IsType<Outcome.Gone>(await ledger.ApplyAsync(List(AFact("device.misused"), new Change.DecideDevice(Mint(Keepsake.DeviceCode).Key, null)), Ct));
        Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await DeviceCodes.FindAsync(code, Ct));
        Assert.IsType<Outcome.Gone>(await ledger.ApplyAsync(List(new Change.Open(grant), new Change.DecideDevice(device.Key, grant.Id), AFact("device.misused")), Ct));
        Assert.Equal(0, await CountFactsAsync("device.misused"));
        Assert.Null((await ledger.StateAsync(grant.Id, new byte[32], Freshness.Live, Ct)).Grant);
    }

    [Fact]
    public async Task Decided_codes_are_listed_until_their_time_is_over()
    {
        var (ledger, device, _) = await WithDeviceAsync();
        await ledger.ApplyAsync(List(new Change.DecideDevice(device.Key, null)), Ct);
        Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Empty(await DeviceCodes.DecidedAsync(Ct));
    }

    [Fact]
    [Trait("Case", "CD-17")]
    public async Task A_code_whose_grant_ended_is_not_spent()
    {
        var (ledger, device, _) = await WithDeviceAsync();
        var grant = AGrant();
        await ledger.ApplyAsync(List(new Change.Open(grant), new Change.DecideDevice(device.Key, grant.Id)), Ct);
        await ledger.ApplyAsync(List(new Change.End(grant.Id, "test")), Ct);
        Assert.IsType<Outcome.GrantEnded>(await ledger.ApplyAsync(List(new Change.Spend(device, Client, null)), Ct));
    }

    private Change.KeepDevice Keep(Handle device, UserCode code) => new(device, Client, code, "request"u8.ToArray(), Clock.Now.AddMinutes(10));

    private async Task<(ILedger Ledger, Handle Device, UserCode Code)> WithDeviceAsync()
    {
        var ledger = await OpenAsync();
        var (device, code) = (Mint(Keepsake.DeviceCode), UserCode.New(UserCode.Length));
        Assert.IsType<Outcome.Done>(await ledger.ApplyAsync(List(Keep(device, code)), Ct));
        return (ledger, device, code);
    }
}
