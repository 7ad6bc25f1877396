using RelyingParty.OpenId;

namespace RelyingParty.Tests;

[Trait("Spec", "OpenID Connect Back-Channel Logout §2.6")]
public sealed class SeenTokensTests
{
    private readonly HandClock clock = new();

    [Fact]
    [Trait("Case", "RT-19")]
    public void A_token_is_taken_once_by_each_client()
    {
        var seen = new SeenTokens(clock);
        Assert.True(seen.IsFirst("hall", "j-1", clock.Now.AddMinutes(11)));
        Assert.False(seen.IsFirst("hall", "j-1", clock.Now.AddMinutes(11)));
        Assert.True(seen.IsFirst("partner", "j-1", clock.Now.AddMinutes(11)));
        Assert.True(seen.IsFirst("hall", "j-2", clock.Now.AddMinutes(11)));
    }

    [Fact]
    public void When_full_nothing_is_taken_until_old_ones_are_over()
    {
        var seen = new SeenTokens(clock, capacity: 2);
        Assert.True(seen.IsFirst("hall", "j-1", clock.Now.AddMinutes(11)));
        Assert.True(seen.IsFirst("hall", "j-2", clock.Now.AddMinutes(11)));
        Assert.False(seen.IsFirst("hall", "j-3", clock.Now.AddMinutes(11)));
        clock.Now += TimeSpan.FromMinutes(12);
        Assert.True(seen.IsFirst("hall", "j-3", clock.Now.AddMinutes(11)));
    }
}
