using System.Security.Cryptography;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Ring;
using JsHrss.Storage.Tests.Databases;
using JsHrss.Storage.Tests.Signing;
using Microsoft.AspNetCore.DataProtection;

namespace JsHrss.Storage.Tests.Ring;

/// <summary>The framework takes the time of ring keys from the real clock, so these tests do.</summary>
public abstract class KeyRingTests(TestDatabase on)
{
    [Fact]
    [Trait("Case", "PI-10")]
    public async Task A_revoked_ring_opens_nothing_on_any_node_and_a_new_key_seals_at_once()
    {
        await using var node = await TestStore.StartAsync(on, TimeProvider.System);
        var protector = node.Get<IDataProtectionProvider>().CreateProtector("form");
        var before = protector.Protect("before");
        await using var command = await node.BesideAsync(TimeProvider.System);

        await command.Get<IKeyRingDesk>().RevokeAllAsync(TestContext.Current.CancellationToken);
        await node.AskAsync();

        await UntilAsync(() => Throws(() => protector.Unprotect(before)));
        Assert.Equal("after", protector.Unprotect(protector.Protect("after")));
        Assert.Equal("after", command.Get<IDataProtectionProvider>().CreateProtector("form").Unprotect(protector.Protect("after")));
        Assert.Equal([true, false], node.Get<IKeyRingDesk>().List().Select(key => key.Revoked));
        Assert.Equal(1, node.Count("audit_fact where code = 'ring.revoked'"));
    }

    [Fact]
    [Trait("Case", "PI-10")]
    public async Task Revoking_the_ring_ends_each_session_with_a_fact_and_tells_its_relying_parties()
    {
        await using var node = await TestStore.StartAsync(on, TimeProvider.System);
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await node.Get<IHallDatabase>().WriteAsync(
            write =>
            {
                foreach (var key in new[] { Guid.CreateVersion7(), Guid.CreateVersion7() })
                {
                    write.Prepare($"insert into session(id, digest, person, created_at, seen_at, idle_ms, idle_until, absolute_until) values (@id, {on.Bytes("00")}, @id, @at, @at, 60000, @at + 60000, @at + 60000)")
                        .Bind("@id", key).Bind("@at", now).Run();
                    write.Prepare($"insert into rp_session(session, client, context, sid, logout_uri, joined_at) values (@id, 'hall', {on.NoKey}, {on.TextOf("@id")}, 'https://rp.example/bc', @at)")
                        .Bind("@id", key).Bind("@at", now).Run();
                }

                return true;
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(2, await node.Get<IKeyRingDesk>().RevokeAllAsync(TestContext.Current.CancellationToken));

        Assert.Equal(2, node.Count("audit_fact where code = 'session.ended' and reason = 'ring_revoked'"));
        Assert.Equal(2, node.Count("outbox where target = 'hall' and done_at is null"));
        Assert.Equal(0, node.Count("session where ended_at is null"));
    }

    [Fact]
    [Trait("Case", "PI-09")]
    [Trait("Case", "FT-15")]
    public async Task The_next_key_is_made_two_weeks_ahead_once_and_seals_when_the_last_one_ends()
    {
        var clock = new ShiftedTime();
        await using var node = await TestStore.StartAsync(on, clock);
        var ring = node.Get<KeyRing>();
        var first = Assert.Single(node.Get<IKeyRingDesk>().List());
        Assert.Equal(KeyRing.Lifetime, first.EndsAt - first.ActiveAt);
        Assert.Null(ring.Renew());

        clock.Shift = KeyRing.Lifetime - KeyRing.RenewAhead + TimeSpan.FromMinutes(1);

        Assert.Equal(first.EndsAt, ring.Renew());
        Assert.Null(ring.Renew());
        Assert.Equal([first.EndsAt, first.EndsAt + KeyRing.Lifetime], node.Get<IKeyRingDesk>().List().Select(key => key.EndsAt));
    }

    [Fact]
    [Trait("Case", "PI-09")]
    public async Task A_serving_node_makes_no_key_by_itself_and_a_ring_that_is_over_goes_on_sealing()
    {
        // Made a hundred days ago, by the clock of then.
        var then = new ShiftedTime { Shift = -TimeSpan.FromDays(100) };
        await using var node = await TestStore.StartAsync(on, then);
        then.Shift = TimeSpan.Zero;
        var protector = node.Get<IDataProtectionProvider>().CreateProtector("form");
        Assert.Equal("text", protector.Unprotect(protector.Protect("text")));
        Assert.Equal(1, node.Count("ring_key"));
    }

    private static bool Throws(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (CryptographicException)
        {
            return true;
        }
    }

    // The framework reads the ring anew on another thread while the old one still serves.
    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var attempt = 0; attempt < 200 && !holds(); attempt++)
            await Task.Delay(25, TestContext.Current.CancellationToken);
        Assert.True(holds());
    }

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}

public sealed class KeyRingTestsOnSqlite() : KeyRingTests(TestDatabase.Sqlite);

public sealed class KeyRingTestsOnPostgreSql(PostgreSqlTests server) : KeyRingTests(server);
