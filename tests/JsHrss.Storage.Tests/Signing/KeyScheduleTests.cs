using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Jobs;
using JsHrss.Storage.Signing;
using JsHrss.Storage.Tests.Databases;
using Microsoft.Extensions.Options;

namespace JsHrss.Storage.Tests.Signing;

public abstract class KeyScheduleTests(TestDatabase on)
{
    private readonly HandMovedClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "PI-07")]
    [Trait("Case", "FT-16")]
    public async Task The_next_key_is_published_a_day_before_the_present_one_ends_its_life_and_only_once()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        await using var other = await node.BesideAsync(clock);
        clock.Advance(TimeSpan.FromDays(89) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await node.Get<ISigningKeyDesk>().KeepScheduleAsync(Ct));
        clock.Advance(TimeSpan.FromMilliseconds(1));

        var published = await Task.WhenAll(node.Get<ISigningKeyDesk>().KeepScheduleAsync(Ct).AsTask(), other.Get<ISigningKeyDesk>().KeepScheduleAsync(Ct).AsTask());

        var next = Assert.Single(published.SelectMany(one => one));
        Assert.Equal(clock.Now.AddHours(24), next.ActiveAt);
        Assert.Empty(await node.Get<ISigningKeyDesk>().KeepScheduleAsync(Ct));
        Assert.Equal(2, node.Count("signing_key"));
        Assert.Equal(1, node.Count("audit_fact where code = 'signing_key.published' and reason = 'schedule'"));
    }

    [Fact]
    public async Task A_schedule_that_did_not_run_leaves_the_present_key_signing_and_catches_up_with_a_full_lead()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        var signed = Signed.By(node);
        clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(signed.Kid, Signed.By(node).Kid);
        Assert.True(signed.VerifiesAt(node));

        var next = Assert.Single(await node.Get<ISigningKeyDesk>().KeepScheduleAsync(Ct));
        Assert.Equal(clock.Now.AddHours(24), next.ActiveAt);
        Assert.Equal(signed.Kid, Signed.By(node).Kid);
    }

    [Fact]
    [Trait("Case", "FT-16")]
    public async Task One_node_at_a_time_keeps_the_schedule()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        await using var other = await node.BesideAsync(clock);
        Assert.True(await node.Get<KeySchedule>().RunAsync(Ct));
        Assert.False(await other.Get<KeySchedule>().RunAsync(Ct));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True(await other.Get<KeySchedule>().RunAsync(Ct));
    }

    [Fact]
    public async Task An_algorithm_that_was_added_gets_its_key_when_the_database_is_migrated()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        await using var wider = await node.BesideAsync(clock, ("Keys:Algorithms:1", "PS256"));
        Assert.Equal(["PS256"], wider.Get<SigningKeyRing>().Missing);
        Assert.Equal("PS256", Assert.Single(await wider.Get<ISigningKeyDesk>().MakeMissingAsync(Ct)).Algorithm);
        await wider.AskAsync();
        Assert.Empty(wider.Get<SigningKeyRing>().Missing);
        Assert.Empty(await wider.Get<ISigningKeyDesk>().MakeMissingAsync(Ct));
    }

    [Theory]
    [InlineData("Keys:Algorithms:0", "HS256", "HS256")]
    [InlineData("Keys:Algorithms:0", "RS256", "must hold ES256")]
    [InlineData("Keys:RsaBits", "1024", "2048, 3072 or 4096")]
    [InlineData("Keys:PublishAhead", "00:00:00", "1.00:00:00")]
    [InlineData("Keys:PublishAhead", "31.00:00:00", "at most 30.00:00:00")]
    [InlineData("Keys:Lifetime", "732.00:00:00", "at most 731.00:00:00")]
    [InlineData("Keys:Lifetime", "12:00:00", "longer than Keys:PublishAhead")]
    [InlineData("Keys:ClockSkew", "01:00:00", "0 to 5 minutes")]
    public async Task A_wrong_setting_stops_the_start_with_the_cure(string name, string value, string cure)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => TestStore.StartAsync(on, clock, (name, value)));
        Assert.Contains(cure, refusal.Message, StringComparison.Ordinal);
    }
}

public sealed class KeyScheduleTestsOnSqlite() : KeyScheduleTests(TestDatabase.Sqlite);

public sealed class KeyScheduleTestsOnPostgreSql(PostgreSqlTests server) : KeyScheduleTests(server);
