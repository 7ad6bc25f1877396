using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.IdP.Limits;
using Microsoft.AspNetCore.Http;

namespace JsHrss.IdP.Tests.Limits;

public sealed class GovernanceLimitsTests
{
    private readonly PersonId _person = PersonId.New();

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
    public void Whoever_tried_too_many_waits_for_the_next_window_and_never_for_nothing()
    {
        var wait = Of().UntilNextTries();
        Assert.InRange(wait, TimeSpan.FromTicks(1), TimeSpan.FromHours(1));
    }

    [Fact]
    public void A_unit_has_more_tries_than_one_person()
    {
        Assert.Equal((40, 160), (new MemberTryOptions().Tries, new MemberTryOptions().UnitTries));
        Assert.Empty(new MemberTryOptions().Validate());
        Assert.Single(new MemberTryOptions { PersonsPerUnit = 1 }.Validate());
        Assert.Single(new MemberTryOptions { Tries = int.MaxValue }.Validate());
    }

    private static GovernanceLimits Of() => new(
        new LoadOptions { UnitChanges = new LoadRate { PerSecond = 0.001, Burst = 2 } }, new MemberTryOptions(), TimeProvider.System);
}
