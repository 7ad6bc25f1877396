using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Signing;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Signing;

/// <summary>published, active, retired, gone: by the clock alone, at every boundary.</summary>
public abstract class KeyStateTests(TestDatabase on)
{
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    // ID and access tokens live five minutes; a late signer and a late verifier are allowed a minute each.
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(7);

    private readonly HandMovedClock clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "PI-07")]
    public async Task A_key_is_published_a_day_before_it_signs_and_stays_until_what_it_signed_has_expired()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        var first = Signed.By(node);

        var next = await node.Get<ISigningKeyDesk>().RotateAsync("ES256", soon: false, Ct);
        await node.AskAsync();
        Assert.Equal((KeyState.Published, clock.Now, clock.Now.AddHours(24)), (next.State, next.PublishedAt, next.ActiveAt));
        Assert.Equal([first.Kid, next.Kid], node.Kids());

        clock.Advance(TimeSpan.FromHours(24) - Instant);
        var last = Signed.By(node);
        Assert.Equal(first.Kid, last.Kid);
        clock.Advance(Instant);
        Assert.Equal(next.Kid, Signed.By(node).Kid);
        Assert.Equal([next.Kid, first.Kid], node.Kids());

        clock.Advance(Keep - Instant);
        Assert.True(last.VerifiesAt(node));
        Assert.Equal([next.Kid, first.Kid], node.Kids());
        clock.Advance(Instant);
        Assert.False(last.VerifiesAt(node));
        Assert.Equal([next.Kid], node.Kids());
    }

    [Fact]
    [Trait("Case", "PI-07")]
    [Trait("Case", "FT-09")]
    public async Task Nodes_with_clocks_apart_believe_each_other_all_the_way()
    {
        await using var early = await TestStore.StartAsync(on, clock);
        await early.Get<ISigningKeyDesk>().RotateAsync("ES256", soon: false, Ct);
        await early.AskAsync();
        var behind = new HandMovedClock();
        await using var late = await early.BesideAsync(behind);
        clock.Advance(TimeSpan.FromHours(24));
        behind.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(59));

        var (byEarly, byLate) = (Signed.By(early), Signed.By(late));
        Assert.NotEqual(byEarly.Kid, byLate.Kid);
        Assert.True(byEarly.VerifiesAt(late));
        Assert.True(byLate.VerifiesAt(early));

        // What the late node signed last expires on the early one before the key is gone there.
        behind.Advance(TimeSpan.FromSeconds(59) - Instant);
        clock.Advance(TimeSpan.FromSeconds(59) - Instant + TimeSpan.FromMinutes(5));
        Assert.True(Signed.By(late).VerifiesAt(early));
    }

    [Fact]
    [Trait("Case", "FT-09")]
    public async Task A_clock_that_goes_back_finds_the_key_of_that_time()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        var first = Signed.By(node).Kid;
        var next = await node.Get<ISigningKeyDesk>().RotateAsync("ES256", soon: false, Ct);
        await node.AskAsync();
        clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(next.Kid, Signed.By(node).Kid);
        clock.Advance(-TimeSpan.FromHours(1));
        Assert.Equal(first, Signed.By(node).Kid);
    }

    [Fact]
    [Trait("Case", "JW-17")]
    public async Task A_key_that_is_gone_still_tells_what_was_signed_while_it_was_active_and_nothing_else()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        var old = Signed.By(node);
        await node.Get<ISigningKeyDesk>().RotateAsync("ES256", soon: false, Ct);
        clock.Advance(TimeSpan.FromDays(2));
        await node.Get<ISigningKeyDesk>().KeepScheduleAsync(Ct);
        await node.AskAsync();

        Assert.Null(node.Query($"select private_sealed from signing_key where kid = '{old.Kid}'")[0][0]);
        Assert.False(old.VerifiesAt(node));
        Assert.True(old.IsEvidenceAt(node));
        Assert.True(old.IsEvidenceAt(node, later: TimeSpan.FromHours(24)));
        Assert.False(old.IsEvidenceAt(node, later: TimeSpan.FromHours(24) + TimeSpan.FromMinutes(1)));
        Assert.False(old.IsEvidenceAt(node, later: -TimeSpan.FromSeconds(61)));
        Assert.False((old with { Signature = [.. old.Signature.Reverse()] }).IsEvidenceAt(node));
    }

    [Fact]
    public async Task Asking_for_signer_and_set_costs_no_memory()
    {
        await using var node = await TestStore.StartAsync(on, clock);
        var keys = node.Get<ISigningKeys>();
        _ = (keys.For("ES256"), keys.Jwks);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            _ = (keys.For("ES256"), keys.Jwks, keys.Revocations);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    [Trait("Spec", "RFC 7518 §3.1")]
    [Trait("Spec", "RFC 8725 §3.1")]
    [Trait("Case", "PI-06")]
    public async Task Each_algorithm_has_a_key_of_its_own_whose_private_half_is_sealed_and_never_shown()
    {
        await using var node = await TestStore.StartAsync(on, clock, ("Keys:Algorithms:1", "RS256"), ("Keys:Algorithms:2", "PS256"));
        string[] algorithms = ["ES256", "RS256", "PS256"];
        var signed = algorithms.Select(algorithm => Signed.By(node, algorithm)).ToArray();
        Assert.All(signed, one => Assert.True(one.VerifiesAt(node)));
        Assert.Equal([64, 256, 256], signed.Select(one => one.Signature.Length));
        Assert.All(signed, one => Assert.DoesNotContain(algorithms.Where(other => other != one.Algorithm), other => (one with { Algorithm = other }).VerifiesAt(node)));
        Assert.Equal(signed.Select(one => one.Kid), node.Kids());

        var shown = System.Text.Json.JsonDocument.Parse(node.Get<ISigningKeys>().Jwks).RootElement.GetProperty("keys").EnumerateArray().Select(key => string.Join(' ', key.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(["kty use alg kid crv x y", "kty use alg kid n e", "kty use alg kid n e"], shown);
        foreach (var row in node.Query("select private_sealed from signing_key"))
        {
            var @sealed = Assert.IsType<byte[]>(row[0]);
            Assert.Equal(new byte[] { 1, 1 }, @sealed[..2]);
            Assert.True(@sealed.AsSpan().IndexOf("\x2a\x86\x48"u8) < 0, "An object identifier of a key stands in clear.");
        }
    }

    [Fact]
    public async Task RSA_keys_of_the_configured_size_survive_a_restart()
    {
        await using var before = await TestStore.StartAsync(on, clock, ("Keys:Algorithms:1", "RS256"), ("Keys:RsaBits", "3072"));
        var signed = Signed.By(before, "RS256");
        Assert.Equal(384, signed.Signature.Length);
        await using var other = await before.BesideAsync(clock, ("Keys:Algorithms:1", "RS256"));
        Assert.True(signed.VerifiesAt(other));
        Assert.Equal(before.Kids(), other.Kids());
    }
}

public sealed class KeyStateTestsOnSqlite() : KeyStateTests(TestDatabase.Sqlite);

public sealed class KeyStateTestsOnPostgreSql(PostgreSqlTests server) : KeyStateTests(server);
