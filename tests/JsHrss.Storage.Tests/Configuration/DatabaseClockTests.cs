using JsHrss.Storage.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace JsHrss.Storage.Tests.Configuration;

public sealed class DatabaseClockTests
{
    private readonly SettableHost host = new();
    private readonly DatabaseClock clock;

    public DatabaseClockTests() => clock = new DatabaseClock(host, NullLogger<DatabaseClock>.Instance);

    [Fact]
    public void Before_the_database_was_asked_it_is_the_time_of_the_machine() => Assert.Equal(host.GetUtcNow(), clock.GetUtcNow());

    [Fact]
    [Trait("Case", "FT-09")]
    public void It_is_the_databases_time_whatever_the_machine_says_and_goes_on_when_the_machine_is_set()
    {
        var database = host.Utc.AddSeconds(-30);
        clock.Observe(database, host.GetTimestamp());
        Assert.Equal(database, clock.GetUtcNow());
        foreach (var jump in new[] { TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromHours(24), TimeSpan.FromHours(-24) })
        {
            host.Utc += jump;
            host.Pass(TimeSpan.FromSeconds(1));
            database += TimeSpan.FromSeconds(1);
            Assert.Equal(database, clock.GetUtcNow());
        }
    }

    [Fact]
    [Trait("Case", "FT-09")]
    public void When_the_database_goes_back_time_stands_until_that_is_over()
    {
        clock.Observe(host.Utc, host.GetTimestamp());
        var before = clock.GetUtcNow();
        clock.Observe(before.AddMinutes(-10), host.GetTimestamp());
        Assert.Equal(before, clock.GetUtcNow());
        host.Pass(TimeSpan.FromMinutes(9));
        Assert.Equal(before, clock.GetUtcNow());
        host.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(before.AddMinutes(1), clock.GetUtcNow());
    }

    [Fact]
    public void What_lies_within_the_time_that_asking_took_changes_nothing()
    {
        clock.Observe(host.Utc, host.GetTimestamp());
        var asked = host.GetTimestamp();
        host.Pass(TimeSpan.FromMilliseconds(200));
        var before = clock.GetUtcNow();
        clock.Observe(before.AddMilliseconds(-30), asked);
        Assert.Equal(before, clock.GetUtcNow());
        host.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(before.AddSeconds(1), clock.GetUtcNow());
    }

    /// <summary>A machine whose clock is set while its timestamps run on.</summary>
    private sealed class SettableHost : TimeProvider
    {
        private long timestamp = 1_000_000;

        public DateTimeOffset Utc { get; set; } = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time)
        {
            timestamp += time.Ticks;
            Utc += time;
        }

        public override DateTimeOffset GetUtcNow() => Utc;

        public override long GetTimestamp() => timestamp;
    }
}
