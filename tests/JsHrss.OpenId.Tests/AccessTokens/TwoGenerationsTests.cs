using JsHrss.OpenId.AccessTokens;

namespace JsHrss.OpenId.Tests.AccessTokens;

public sealed class TwoGenerationsTests
{
    [Fact]
    [Trait("Case", "HT-08")]
    public void It_never_holds_more_than_two_generations()
    {
        var cache = new TwoGenerations<int, string>(10);
        for (var i = 0; i < 1_000; i++)
            cache.Add(i, "x");

        Assert.InRange(Enumerable.Range(0, 1_000).Count(i => cache.TryGet(i, out _)), 10, 20);
    }

    [Fact]
    public void What_is_used_is_kept()
    {
        var cache = new TwoGenerations<int, string>(10);
        cache.Add(-1, "kept");
        for (var i = 0; i < 1_000; i++)
        {
            cache.Add(i, "x");
            Assert.True(cache.TryGet(-1, out _));
        }
    }
}
