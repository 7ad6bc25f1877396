using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Statements;

namespace JsHrss.Storage.Tests.Statements;

/// <summary>States are served again for four seconds, and not for a moment after what they hang on ended here.</summary>
public sealed class StateCacheTests
{
    private static readonly GrantId Id = new(Guid.CreateVersion7());
    private static readonly GrantId Parent = new(Guid.CreateVersion7());
    private static readonly SessionId Session = new(Guid.CreateVersion7());
    private static readonly byte[] Digest = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly HandMovedClock clock = new();
    private readonly StateCache cache;

    public StateCacheTests() => cache = new StateCache(clock);

    public static TheoryData<Guid> WhatItHangsOn => [Id.Value, Parent.Value, Session.Value];

    [Fact]
    public void A_state_is_found_for_four_seconds_from_before_its_read()
    {
        Remember(cache.Begin());
        clock.Advance(TimeSpan.FromSeconds(3.9));
        Assert.NotNull(cache.Find(Id, Digest));
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(cache.Find(Id, Digest));
    }

    [Theory]
    [MemberData(nameof(WhatItHangsOn))]
    public void A_state_is_forgotten_when_its_grant_its_parent_or_its_session_ends(Guid ended)
    {
        Remember(cache.Begin());
        cache.Forget(ended);
        Assert.Null(cache.Find(Id, Digest));
    }

    [Fact]
    public void What_ends_elsewhere_is_no_reason_to_forget()
    {
        Remember(cache.Begin());
        cache.Forget(Guid.CreateVersion7());
        Assert.NotNull(cache.Find(Id, Digest));
    }

    [Fact]
    public void A_state_that_was_being_read_when_something_ended_is_not_remembered()
    {
        var reading = cache.Begin();
        cache.Forget(Id.Value);
        Remember(reading);
        Assert.Null(cache.Find(Id, Digest));
    }

    [Fact]
    public void A_mark_outlives_the_states_from_before_it_and_hinders_none_from_after_it()
    {
        Remember(cache.Begin());
        cache.Forget(Id.Value);
        for (var other = 0; other < 1_000; other++)
            cache.Forget(Guid.CreateVersion7());
        Assert.Null(cache.Find(Id, Digest));
        clock.Advance(TimeSpan.FromSeconds(1));
        Remember(cache.Begin());
        Assert.NotNull(cache.Find(Id, Digest));
    }

    private void Remember(StateCache.Reading reading)
    {
        var entitlement = new Entitlement(new SubjectId("p_1"), null, Session, null, ["openid"], [], null, null, Confirmation.None, null);
        var grant = new Grant(Id, Parent, new ClientId("hall"), entitlement, clock.GetUtcNow(), null, clock.GetUtcNow().AddHours(1), false, null);
        cache.Remember(reading, Id, Digest, new TokenState(false, grant, null));
    }
}
