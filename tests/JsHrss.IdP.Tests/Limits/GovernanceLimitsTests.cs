using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Limits;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.Http;

namespace JsHrss.IdP.Tests.Limits;

public sealed class GovernanceLimitsTests
{
    private readonly PersonId _person = PersonId.New();

    private readonly UnitId _unit = UnitId.New(DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_request_counts_once_however_often_it_is_asked_in_it()
    {
        var limits = Of();
        var first = new DefaultHttpContext();
        for (var i = 0; i < 5; i++)
            Assert.Null(limits.RefusedFor(first, _person));
        Assert.Null(limits.RefusedFor(new DefaultHttpContext(), _person));
        var last = new DefaultHttpContext();
        Assert.NotNull(limits.RefusedFor(last, _person));
        Assert.NotNull(limits.RefusedFor(last, _person));
        Assert.Null(limits.RefusedFor(new DefaultHttpContext(), PersonId.New()));
    }

    [Fact]
    [Trait("Case", "EN-16")]
    public async Task Where_nothing_can_be_counted_nobody_is_tried()
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Of().RefusedTryAsync(_person, UnitRole.UnitAdministrator, _unit, TestContext.Current.CancellationToken));
        // Whoever may add nobody is refused by the matrix, and no counter is asked.
        Assert.Null(await Of().RefusedTryAsync(_person, UnitRole.Agent, _unit, TestContext.Current.CancellationToken));
        Assert.Null(await Of(tries: 0).RefusedTryAsync(_person, UnitRole.UnitAdministrator, _unit, TestContext.Current.CancellationToken));
    }

    private static GovernanceLimits Of(int tries = 40) => new(
        new LoadOptions { UnitChanges = new LoadRate { PerSecond = 0.001, Burst = 2 } }, new Away(), new MemberTryOptions { Tries = tries }, TimeProvider.System);

    /// <summary>A store that is away.</summary>
    private sealed class Away : IMemberTries
    {
        public ValueTask<DateTimeOffset?> TakeAsync(PersonId actor, UnitId unit, MemberTryOptions options, DateTimeOffset now, CancellationToken ct) => throw new StoreUnavailableException("The store is away.");
    }
}
