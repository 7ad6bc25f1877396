using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests;

public sealed class ChinaTimeTests
{
    private static readonly DateOnly Day = new(2026, 3, 10);

    private static DateTimeOffset Utc(int day, int hour, int minute = 0, int ms = 0) => new DateTimeOffset(2026, 3, day, hour, minute, 0, TimeSpan.Zero).AddMilliseconds(ms);

    [Fact]
    public void A_day_begins_at_sixteen_hours_utc_the_day_before()
    {
        Assert.Equal(Utc(9, 16), ChinaTime.StartOf(Day));
        Assert.Equal(Day, ChinaTime.DayOf(Utc(9, 16)));
        Assert.Equal(Day.AddDays(-1), ChinaTime.DayOf(Utc(9, 16).AddTicks(-1)));
    }

    [Fact]
    public void The_machines_time_zone_does_not_matter() =>
        Assert.Equal(Day, ChinaTime.DayOf(new DateTimeOffset(2026, 3, 9, 11, 0, 0, TimeSpan.FromHours(-5))));

    [Fact]
    [Trait("Case", "UN-04")]
    public void The_last_day_is_included_to_its_last_instant()
    {
        var validity = Validity.Between(Day, Day).Value;
        Assert.Equal(ValidityState.NotStarted, validity.StateAt(Utc(9, 15, 59, 59_999)));
        Assert.Equal(ValidityState.Current, validity.StateAt(Utc(9, 16)));
        Assert.Equal(ValidityState.Current, validity.StateAt(Utc(10, 15, 59, 59_999)));
        Assert.Equal(ValidityState.Ended, validity.StateAt(Utc(10, 16)));
        Assert.Equal(Utc(10, 16), validity.EndsAt);
        Assert.Equal(Utc(9, 16), validity.StartsAt);
    }

    [Fact]
    public void A_validity_does_not_end_before_it_starts() => Assert.Equal("validity_inverted", Validity.Between(Day, Day.AddDays(-1)).Code);

    [Fact]
    public void The_last_day_there_is_has_an_end() => Assert.Equal(ValidityState.Current, Validity.Between(Day, DateOnly.MaxValue).Value.StateAt(HandMovedTime.Start));

    [Fact]
    public void The_first_and_the_last_day_there_are_can_be_judged()
    {
        var always = Validity.Between(DateOnly.MinValue, DateOnly.MaxValue).Value;
        Assert.Equal(ValidityState.Current, always.StateAt(DateTimeOffset.UnixEpoch));
        Assert.Equal((DateTimeOffset.MinValue, DateTimeOffset.MaxValue), (always.StartsAt, always.EndsAt));
        Assert.Equal(ValidityState.Ended, Validity.Between(DateOnly.MinValue, DateOnly.MinValue).Value.StateAt(DateTimeOffset.UnixEpoch));
    }
}
