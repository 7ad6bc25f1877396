using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Signing;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Signing;

/// <summary>Keys changed by hand: sooner than planned, and after a compromise.</summary>
public abstract class KeyEmergencyTests(TestDatabase on)
{
    private readonly HandMovedClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "PI-08")]
    public async Task A_revoked_key_verifies_nothing_and_its_successor_signs_at_once_on_every_node()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        var stolen = Signed.By(node);
        await using var command = await node.BesideAsync(clock);

        var done = await command.Get<ISigningKeyDesk>().RevokeAsync(stolen.Kid, cutGrants: false, Ct);
        await node.AskAsync();

        Assert.Equal((KeyState.Revoked, clock.Now), (done!.Key.State, done.Key.RevokedAt));
        Assert.Null(done.NotBefore);
        Assert.Equal(done.Successor!.Kid, Signed.By(node).Kid);
        Assert.Equal([done.Successor.Kid], node.Kids());
        Assert.False(stolen.VerifiesAt(node));
        Assert.False(stolen.IsEvidenceAt(node));
        Assert.Equal(1, node.Get<ISigningKeys>().Revocations);
        Assert.Null(node.Get<INotBefore>().Global);
        Assert.Null(node.Query($"select private_sealed from signing_key where kid = '{stolen.Kid}'")[0][0]);
        Assert.Equal(1, node.Count("audit_fact where code = 'signing_key.revoked'"));
    }

    [Fact]
    [Trait("Case", "PI-08")]
    [Trait("Case", "FT-09")]
    public async Task A_node_whose_clock_is_late_obeys_a_revocation_at_once()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        var stolen = Signed.By(node);
        var ahead = new HandMovedClock();
        ahead.Advance(TimeSpan.FromSeconds(45));
        await using var command = await node.BesideAsync(ahead);
        var done = await command.Get<ISigningKeyDesk>().RevokeAsync(stolen.Kid, cutGrants: false, Ct);
        await node.AskAsync();
        Assert.False(stolen.VerifiesAt(node));
        Assert.Equal(done!.Successor!.Kid, Signed.By(node).Kid);
        Assert.True(Signed.By(node).VerifiesAt(command));
    }

    [Fact]
    public async Task The_key_that_relying_parties_know_already_is_the_successor()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        var stolen = Signed.By(node);
        var next = await node.Get<ISigningKeyDesk>().RotateAsync("ES256", soon: false, Ct);
        var done = await node.Get<ISigningKeyDesk>().RevokeAsync(stolen.Kid, cutGrants: false, Ct);
        await node.AskAsync();
        Assert.Equal(next.Kid, done!.Successor!.Kid);
        Assert.Equal(next.Kid, Signed.By(node).Kid);
        Assert.Equal(2, node.Count("signing_key"));
    }

    [Fact]
    public async Task Revoking_the_next_key_lets_the_present_one_go_on_and_another_one_be_published()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        var desk = node.Get<ISigningKeyDesk>();
        var present = Signed.By(node).Kid;
        var next = await desk.RotateAsync("ES256", soon: false, Ct);
        var done = await desk.RevokeAsync(next.Kid, cutGrants: false, Ct);
        Assert.Null(done!.Successor);
        clock.Advance(TimeSpan.FromDays(3));
        await node.AskAsync();
        Assert.Equal(present, Signed.By(node).Kid);
        Assert.Equal([present], node.Kids());
        Assert.NotEqual(next.Kid, (await desk.RotateAsync("ES256", soon: false, Ct)).Kid);
    }

    [Fact]
    [Trait("Case", "PI-08")]
    public async Task Cutting_grants_raises_the_bound_to_the_next_whole_second_and_it_never_goes_back()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        clock.Advance(TimeSpan.FromMilliseconds(250));
        var done = await node.Get<ISigningKeyDesk>().RevokeAsync(Signed.By(node).Kid, cutGrants: true, Ct);
        await node.AskAsync();
        Assert.Equal(clock.Now.AddMilliseconds(750), done!.NotBefore);
        Assert.Equal(done.NotBefore, node.Get<INotBefore>().Global);

        clock.Advance(-TimeSpan.FromHours(1));
        await node.Get<JsHrss.Storage.Configuration.INotBeforeDesk>().CutAsync("test", Ct);
        await node.AskAsync();
        Assert.Equal(done.NotBefore, node.Get<INotBefore>().Global);
    }

    [Fact]
    public async Task A_key_is_revoked_once_and_an_unknown_one_not_at_all()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        var desk = node.Get<ISigningKeyDesk>();
        var kid = Signed.By(node).Kid;
        await desk.RevokeAsync(kid, cutGrants: false, Ct);
        clock.Advance(TimeSpan.FromMinutes(1));
        var again = await desk.RevokeAsync(kid, cutGrants: false, Ct);
        Assert.Equal(clock.Now.AddMinutes(-1), again!.Key.RevokedAt);
        Assert.Null(again.Successor);
        Assert.Equal(2, node.Count("signing_key"));
        Assert.Null(await desk.RevokeAsync("unknown", cutGrants: true, Ct));
        Assert.Equal(0, node.Count("config_version where not_before is not null"));
    }

    [Fact]
    [Trait("Case", "PI-07")]
    public async Task A_hurried_rotation_still_waits_until_every_cache_has_asked_again()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        var desk = node.Get<ISigningKeyDesk>();
        var next = await desk.RotateAsync("ES256", soon: true, Ct);
        Assert.Equal(clock.Now.AddMinutes(6), next.ActiveAt);
        Assert.Equal(next, await desk.RotateAsync("ES256", soon: true, Ct));
        Assert.Equal(next, await desk.RotateAsync("ES256", soon: false, Ct));
    }

    [Fact]
    public async Task A_planned_key_can_be_hurried()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        var desk = node.Get<ISigningKeyDesk>();
        var planned = await desk.RotateAsync("ES256", soon: false, Ct);
        clock.Advance(TimeSpan.FromHours(1));
        var hurried = await desk.RotateAsync("ES256", soon: true, Ct);
        Assert.Equal((planned.Kid, clock.Now.AddSeconds(4)), (hurried.Kid, hurried.ActiveAt));
        var present = (await desk.ListAsync(Ct)).First(key => key.State == KeyState.Active);
        Assert.Equal((hurried.ActiveAt, hurried.ActiveAt.AddMinutes(7)), (present.RetiredAt, present.GoneAt));
    }
}

public sealed class KeyEmergencyTestsOnSqlite() : KeyEmergencyTests(TestDatabase.Sqlite);

public sealed class KeyEmergencyTestsOnPostgreSql(PostgreSqlTests server) : KeyEmergencyTests(server);
