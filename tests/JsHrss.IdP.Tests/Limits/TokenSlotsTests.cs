using JsHrss.IdP.Limits;

namespace JsHrss.IdP.Tests.Limits;

public sealed class TokenSlotsTests
{
    private readonly Ticking _clock = new();

    private TokenSlots Slots(double perSecond, int burst) => new(new LoadRate { PerSecond = perSecond, Burst = burst }, _clock);

    [Fact]
    public void A_burst_passes_then_one_at_each_interval()
    {
        var slots = Slots(2, 5);
        Assert.Equal(5, Enumerable.Range(0, 9).Count(_ => slots.Take("a") is null));
        Assert.Equal(TimeSpan.FromMilliseconds(500), slots.Take("a"));
        _clock.Pass(TimeSpan.FromMilliseconds(500));
        Assert.Null(slots.Take("a"));
        Assert.NotNull(slots.Take("a"));
        _clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal(5, Enumerable.Range(0, 9).Count(_ => slots.Take("a") is null));
    }

    [Fact]
    public void Looking_takes_nothing()
    {
        var slots = Slots(1, 1);
        Assert.All(Enumerable.Range(0, 9), _ => Assert.Null(slots.Look("a")));
        slots.Take("a");
        Assert.Equal(TimeSpan.FromSeconds(1), slots.Look("a"));
    }

    [Fact]
    [Trait("Case", "HT-08")]
    public void Any_number_of_senders_fits_into_the_same_memory_and_each_still_gets_its_turn()
    {
        var (slots, names) = (Slots(10, 50), Enumerable.Range(0, 5000).Select(n => $"2001:db8:ffff:{n:x}::/64").ToArray());
        foreach (var sender in Enumerable.Range(0, 1000))
            Assert.Null(slots.Take($"2001:db8:{sender:x}::/64"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200_000; i++)
            slots.Take(names[i % names.Length]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public async Task Racing_takers_get_what_there_is_and_no_more()
    {
        var slots = Slots(1, 100);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 100).Count(_ => slots.Take("a") is null))));
        Assert.Equal(100, taken.Sum());
    }

    [Fact]
    public void Nought_a_second_is_no_limit() => Assert.Null(TokenSlots.For(new LoadRate(), _clock));

    [Fact]
    public void Options_say_what_is_wrong_with_them()
    {
        Assert.Empty(new LoadOptions().Validate());
        Assert.Equal(3, new LoadOptions { Pages = new() { PerSecond = -1 }, Clients = new() { PerSecond = 5, Burst = 0 }, PicturesDrawnPerSecond = 0 }.Validate().Length);
    }

    private sealed class Ticking : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(TimeSpan time) => _now += time.Ticks;
    }
}
